"""The same pages as a static folder; releases that can be cited."""
