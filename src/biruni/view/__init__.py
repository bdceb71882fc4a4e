"""The registry as of two times: what held in the world, as far as it was known."""
