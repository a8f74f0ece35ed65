"""Segue: tells a leaver's clients properly. It composes letters and never sends one."""
