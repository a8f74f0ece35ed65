"""Server-rendered pages: leaver, approver, administrator."""

from flask import Blueprint

from segue.doors.pages.account import account_pages
from segue.doors.pages.account_upload import account_upload
from segue.doors.pages.accounts import accounts_pages
from segue.doors.pages.admin import admin
from segue.doors.pages.admin_audit import audit_pages
from segue.doors.pages.admin_departures import departures_pages
from segue.doors.pages.admin_people import people_pages
from segue.doors.pages.after_last_day import after_last_day_pages
from segue.doors.pages.answer import answer_pages
from segue.doors.pages.ask import ask_pages
from segue.doors.pages.auto_reply import auto_reply_pages
from segue.doors.pages.browsers import browsers_pages
from segue.doors.pages.calls import calls_pages
from segue.doors.pages.cancel import cancel_pages
from segue.doors.pages.changes import changes_pages
from segue.doors.pages.check import check_pages
from segue.doors.pages.client import client_pages
from segue.doors.pages.clients import clients_pages
from segue.doors.pages.close import close_pages
from segue.doors.pages.companies import companies_pages
from segue.doors.pages.consent import consent_pages
from segue.doors.pages.contact_points import contact_point_pages
from segue.doors.pages.contacts import contacts_pages
from segue.doors.pages.corrections import corrections_pages
from segue.doors.pages.delegate import delegate_pages
from segue.doors.pages.drafting import drafting_pages
from segue.doors.pages.erase import erase_pages
from segue.doors.pages.hand_out import hand_out_pages
from segue.doors.pages.held import held_pages
from segue.doors.pages.home import home
from segue.doors.pages.lead import lead_pages
from segue.doors.pages.letters import letters_pages
from segue.doors.pages.no_contact import no_contact_pages
from segue.doors.pages.policy import policy_pages
from segue.doors.pages.problem_rows import problem_rows_pages
from segue.doors.pages.questions import questions_pages
from segue.doors.pages.queue import queue_pages
from segue.doors.pages.reading import reading_pages
from segue.doors.pages.readings import readings_pages
from segue.doors.pages.report import report_pages
from segue.doors.pages.salutations import salutations_pages
from segue.doors.pages.sheets import sheets_pages
from segue.doors.pages.standing import standing_pages
from segue.doors.pages.start import start_pages
from segue.doors.pages.successor import successor_pages
from segue.doors.pages.take_over import take_over_pages
from segue.doors.pages.timeline import timeline_pages
from segue.doors.pages.write_back import write_back_pages

PAGES: tuple[Blueprint, ...] = (
    home,
    start_pages,
    ask_pages,
    answer_pages,
    consent_pages,
    cancel_pages,
    close_pages,
    corrections_pages,
    contacts_pages,
    problem_rows_pages,
    readings_pages,
    clients_pages,
    changes_pages,
    companies_pages,
    questions_pages,
    check_pages,
    client_pages,
    salutations_pages,
    accounts_pages,
    account_upload,
    letters_pages,
    reading_pages,
    delegate_pages,
    no_contact_pages,
    take_over_pages,
    lead_pages,
    hand_out_pages,
    calls_pages,
    queue_pages,
    drafting_pages,
    after_last_day_pages,
    timeline_pages,
    report_pages,
    erase_pages,
    held_pages,
    contact_point_pages,
    successor_pages,
    sheets_pages,
    write_back_pages,
    auto_reply_pages,
    browsers_pages,
    account_pages,
    standing_pages,
    admin,
    people_pages,
    departures_pages,
    policy_pages,
    audit_pages,
)
"""Every page's blueprint."""
