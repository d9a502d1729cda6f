"""Documents of the demonstration office, in all states, built through the services alone."""

from apps.documents.demo.load import load, load_chunk

__all__ = ["load", "load_chunk"]
