"""What a fact is: dates, ids, schema, statement, problems. The lowest room."""
