"""Work that waits for nobody: a queue in a file of its own. Jobs carry identifiers only; the database is the truth."""
