"""Events between actors coded in PLOVER."""
