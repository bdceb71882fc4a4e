"""Public data sets, each in its publisher's own layout, read into statements and observations."""
