"""Contracting parties of the treaties administered by WIPO."""
