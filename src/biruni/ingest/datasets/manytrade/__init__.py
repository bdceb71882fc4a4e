"""Trade treaties and their members in several data bases."""
