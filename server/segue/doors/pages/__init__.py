"""Server-rendered pages: leaver, approver, administrator."""

from flask import Blueprint

from segue.doors.pages.admin import admin
from segue.doors.pages.answer import answer_pages
from segue.doors.pages.ask import ask_pages
from segue.doors.pages.client import client_pages
from segue.doors.pages.clients import clients_pages
from segue.doors.pages.contacts import contacts_pages
from segue.doors.pages.hand_out import hand_out_pages
from segue.doors.pages.home import home
from segue.doors.pages.letters import letters_pages
from segue.doors.pages.reading import reading_pages
from segue.doors.pages.salutations import salutations_pages
from segue.doors.pages.start import start_pages

PAGES: tuple[Blueprint, ...] = (
    home,
    start_pages,
    ask_pages,
    answer_pages,
    contacts_pages,
    clients_pages,
    client_pages,
    salutations_pages,
    letters_pages,
    reading_pages,
    hand_out_pages,
    admin,
)
"""Every page's blueprint."""
