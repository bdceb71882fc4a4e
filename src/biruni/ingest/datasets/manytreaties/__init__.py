"""Parties to treaties in several data bases, coded alike by the manytreaties package."""
