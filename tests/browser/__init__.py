"""What a reader sees and can do, in Chromium, on every built page."""
