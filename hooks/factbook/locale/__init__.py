"""How a language writes figures, and how they are read."""
