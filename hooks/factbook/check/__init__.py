"""Every rule, over content and over built HTML, and the report of what they find."""
