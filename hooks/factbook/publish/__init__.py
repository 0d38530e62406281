"""What a built site gets besides its pages, and how it takes the place of the old one."""
