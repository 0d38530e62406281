"""Tests of the engine's parts: no site is built."""
