"""Template tags of the pages: one tag per component of the design."""
