"""The rules as pure functions: (facts, book) -> answer. No clock, no database, no settings."""
