"""The benchmark: throwaway databases, bulk rows, two pages and a floor, measured in turn.

Owns everything of ``manage.py bench``. Refuses to touch the office's own database, and is imported
by nothing but that command.
"""
