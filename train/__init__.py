"""Train light person-matting networks."""
