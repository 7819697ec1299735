"""Turn trained weights into files that livebg runs."""
