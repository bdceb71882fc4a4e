"""What the site offers beside pages: feeds, calendars, downloads of pages, files for robots."""
