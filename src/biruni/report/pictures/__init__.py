"""The signature pictures: pure functions from a view to SVG text, each with the same facts as a table."""
