"""The rules and their cases."""
