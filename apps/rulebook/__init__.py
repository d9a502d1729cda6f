"""The working rules: the law as dated data on the left, pure functions on the right."""
