"""Events between actors since 2015, every quarter of an hour, and the texts that mention them."""
