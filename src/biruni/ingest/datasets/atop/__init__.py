"""Obligations of alliances between pairs of states, by year."""
