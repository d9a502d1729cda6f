"""Whole use cases, walked through real pages in a real browser."""
