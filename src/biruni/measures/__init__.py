"""Measures: pure functions from a view to figures. Each names the method it follows."""
