"""The web observatory: server-rendered pages over one registry. Works before any script does."""
