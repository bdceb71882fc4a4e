"""Events between actors as ICEWS codes them, in the layout of its publisher."""
