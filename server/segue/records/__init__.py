"""The database. The only room with SQL."""
