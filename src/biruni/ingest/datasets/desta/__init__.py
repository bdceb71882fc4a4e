"""Design of trade agreements: the list of treaties with their parties."""
