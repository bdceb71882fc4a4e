"""Events of ICEWS as software of others saves them: comma, small letters, empty cells."""
