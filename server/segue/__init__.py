"""Segue: tells a leaver's clients properly. It composes letters and never sends one."""

__version__ = "0.1.0"
