"""Fixtures every test may use."""

# Lifts the trail's triggers while a database that commits is emptied after its test.
pytest_plugins = ["tests.trail.unguarded"]
