"""The database's history, oldest first; ``segue migrate`` brings a database up to date."""
