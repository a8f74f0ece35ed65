"""A mailbox that is a folder: address books to read, drafts as .eml files."""
