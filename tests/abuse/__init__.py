"""The forty ways to abuse a decision mail, one test for each; ``cases`` is their table."""
