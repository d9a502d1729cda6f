"""Shapes of input; whether it may be done is asked of the policies and the book."""
