"""International freshwater treaties with the states of their basins."""
