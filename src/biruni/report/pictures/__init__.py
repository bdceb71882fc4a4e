"""The signature pictures: from a view to SVG text, each with its table."""
