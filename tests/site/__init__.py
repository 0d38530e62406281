"""Tests that build sites, join and replace them, serve them, or run the workflows."""
