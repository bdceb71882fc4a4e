"""Exports: the registry as of one moment in the formats that others read; one format a file."""
