"""What a fact is: dates, ids, the schema, the statement, problems. The lowest room; imports nothing above it."""
