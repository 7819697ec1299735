"""Show livebg in a window: the only package that imports Qt."""
