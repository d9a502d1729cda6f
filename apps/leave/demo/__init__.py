"""Demonstration leave, built through the services."""

from apps.leave.demo.load import load

__all__ = ["load"]
