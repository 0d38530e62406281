"""Rules over facts, pages and translations."""
