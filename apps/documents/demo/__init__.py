"""Documents of the demonstration office, in all states, built through the services alone."""

from apps.documents.demo.load import load

__all__ = ["load"]
