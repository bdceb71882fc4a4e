"""The chapters of the report, one a file: each is a function from facts to a `Section`."""
