"""Server-rendered pages: leaver, approver, administrator."""

from flask import Blueprint

from segue.doors.pages.admin import admin
from segue.doors.pages.admin_audit import audit_pages
from segue.doors.pages.admin_departures import departures_pages
from segue.doors.pages.admin_people import people_pages
from segue.doors.pages.answer import answer_pages
from segue.doors.pages.ask import ask_pages
from segue.doors.pages.cancel import cancel_pages
from segue.doors.pages.client import client_pages
from segue.doors.pages.clients import clients_pages
from segue.doors.pages.consent import consent_pages
from segue.doors.pages.contact_points import contact_point_pages
from segue.doors.pages.contacts import contacts_pages
from segue.doors.pages.delegate import delegate_pages
from segue.doors.pages.erase import erase_pages
from segue.doors.pages.hand_out import hand_out_pages
from segue.doors.pages.held import held_pages
from segue.doors.pages.home import home
from segue.doors.pages.lead import lead_pages
from segue.doors.pages.letters import letters_pages
from segue.doors.pages.no_contact import no_contact_pages
from segue.doors.pages.policy import policy_pages
from segue.doors.pages.reading import reading_pages
from segue.doors.pages.report import report_pages
from segue.doors.pages.salutations import salutations_pages
from segue.doors.pages.standing import standing_pages
from segue.doors.pages.start import start_pages
from segue.doors.pages.successor import successor_pages
from segue.doors.pages.take_over import take_over_pages

PAGES: tuple[Blueprint, ...] = (
    home,
    start_pages,
    ask_pages,
    answer_pages,
    consent_pages,
    cancel_pages,
    contacts_pages,
    clients_pages,
    client_pages,
    salutations_pages,
    letters_pages,
    reading_pages,
    delegate_pages,
    no_contact_pages,
    take_over_pages,
    lead_pages,
    hand_out_pages,
    report_pages,
    erase_pages,
    held_pages,
    contact_point_pages,
    successor_pages,
    standing_pages,
    admin,
    people_pages,
    departures_pages,
    policy_pages,
    audit_pages,
)
"""Every page's blueprint."""
