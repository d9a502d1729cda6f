"""A year of the leaders' activities for the demonstration (fictional)."""

from apps.activity.demo.load import load

__all__ = ["load"]
