"""Where things lie: outlines of states, a projection to draw them in, and what is located."""
