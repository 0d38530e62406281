"""Plain values: facts and their figures, what else the data files hold, and problems."""
