"""Documents of the demonstration office, in all states, built through the services alone."""

from apps.documents.demo.load import is_complete, load, load_chunk

__all__ = ["is_complete", "load", "load_chunk"]
