"""Results as tables, pictures, exports and prose. Never opens a registry."""
