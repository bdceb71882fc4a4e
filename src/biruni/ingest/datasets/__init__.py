"""One folder a data set: ``source.yaml`` says what it is, ``read.py`` reads it."""
