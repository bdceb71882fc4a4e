"""The registry as JSON over HTTP, and a client for it that needs the standard library alone."""
