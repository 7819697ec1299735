"""Carry out the commands of the command line, one module each; they are imported when they are run."""
