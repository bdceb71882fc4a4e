"""Status of human rights treaties by state, to the year."""
