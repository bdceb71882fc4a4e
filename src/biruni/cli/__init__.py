"""The command line: arguments in, text out. Commands import what they need when they run."""

from biruni.cli.main import main

__all__ = ["main"]
