"""The working rules as pages: reading, trying, comparing, and how a book is written."""
