"""Pages of the desk: home, search, the rules, messages, one's own settings."""
