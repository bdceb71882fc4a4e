"""What several sources say of the same thing: which things are the same, and where facts differ."""
