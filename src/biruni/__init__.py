"""biruni: the open observatory of layered regional cooperation."""

__version__ = "0.1.0"
