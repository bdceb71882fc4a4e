"""Membership of states in intergovernmental organisations, by year (Correlates of War)."""
