"""The tables of an export, computed from a view; every format of tables writes the same."""
