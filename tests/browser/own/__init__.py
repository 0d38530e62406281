"""What a reader of this site's own pages sees. A site for another condition leaves the folder out."""
