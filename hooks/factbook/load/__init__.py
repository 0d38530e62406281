"""Reading files, data, fingerprints and what git knows."""
