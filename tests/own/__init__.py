"""Tests of this site's own text and data. A site for another condition leaves the folder out."""
