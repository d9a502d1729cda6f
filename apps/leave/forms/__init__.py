"""The shapes of input for leave."""
