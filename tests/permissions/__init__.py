"""Who gets what at every address of the site: two tables that people read, tried cell by cell."""
