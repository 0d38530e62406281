"""What a reader of this site's own pages sees, in Chromium."""
