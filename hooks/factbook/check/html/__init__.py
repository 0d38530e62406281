"""Gates over built HTML, whoever built it."""
