"""The one way in which a check says no."""


class Unfit(Exception):
    """A file the office does not take; the text is the sentence shown."""
