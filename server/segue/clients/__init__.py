"""Contacts become a client list: one person, one client. Pure, with the parsers' libraries."""
