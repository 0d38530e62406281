"""PO files, which translations can be trusted, and how far a language is."""
