"""What may be done in this room: one verb, one function."""
