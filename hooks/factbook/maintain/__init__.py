"""Commands that change the files of a project."""
