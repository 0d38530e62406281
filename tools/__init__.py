"""Tools that are no tests: they measure, fuzz, change facts at random, and take pictures."""
