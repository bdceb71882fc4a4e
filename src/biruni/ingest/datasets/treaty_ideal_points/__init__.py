"""Ideal points estimated from who joins which treaties, by domain."""
