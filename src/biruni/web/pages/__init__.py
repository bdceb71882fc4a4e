"""The pages, one file a group of questions: from a reading to a page, without HTML."""
