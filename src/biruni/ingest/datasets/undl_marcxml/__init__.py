"""Roll calls of the General Assembly in the records of the UN Digital Library."""
