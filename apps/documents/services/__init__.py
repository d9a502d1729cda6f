"""The verbs of a document; one verb, one function."""
