"""The command `factbook`: the only room that reads arguments and prints."""
