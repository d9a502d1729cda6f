"""The verbs of leave: one function each, keyword-only, with actor, hat, instant and channel."""
