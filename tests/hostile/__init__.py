"""Hostile visitors: strings, files, requests, and the same act twice. No 500, nothing lost."""
