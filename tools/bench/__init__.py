"""What a build costs beside plain Material for MkDocs: `make bench`."""
