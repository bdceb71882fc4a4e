"""Groups of states on the same footing: each measure is a function of a group's members."""
