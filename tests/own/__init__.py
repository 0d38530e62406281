"""Tests of this site's own text and data. A site for another condition leaves out this folder and browser/own."""
