"""Ideal points estimated from roll calls of the General Assembly."""
