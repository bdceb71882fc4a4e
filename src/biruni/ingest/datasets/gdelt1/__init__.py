"""Events between actors, 1979 to the present, in the layout of version 1."""
