"""Authority of international organisations: delegation and pooling by year."""
