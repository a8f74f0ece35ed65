"""The proofreader: one small function a rule, in one table, so that a new rule is a new function (L9)."""

from datetime import date

from segue.departure.findings import Finding
from segue.letters.facts import LetterFacts
from segue.letters.letter import Letter
from segue.letters.pack import Pack
from segue.letters.proofread.dates import essential_dates, order_of_dates, past_dates, weekday_and_date
from segue.letters.proofread.leftovers import leftover_placeholders, placeholder_names, sample_data
from segue.letters.proofread.people import (
    mixed_forms_of_address,
    salutation_of_another_gender,
    salutation_of_somebody_else,
    strange_marks_in_names,
)
from segue.letters.proofread.private import channels_in_what_was_typed, private_contact_elsewhere
from segue.letters.proofread.reading import Reading, Rule
from segue.letters.proofread.shape import hint_of_leaving, length, long_note, missing_essentials, unbalanced_quotes
from segue.letters.proofread.watch import Watch
from segue.letters.proofread.watched import denied_names, other_clients
from segue.letters.proofread.wording import another_language, dispute, invitations_to_follow, senders_address

NOTHING_TO_WATCH = Watch()
RULES: tuple[Rule, ...] = (
    missing_essentials,
    essential_dates,
    past_dates,
    order_of_dates,
    weekday_and_date,
    leftover_placeholders,
    placeholder_names,
    sample_data,
    salutation_of_somebody_else,
    salutation_of_another_gender,
    mixed_forms_of_address,
    hint_of_leaving,
    strange_marks_in_names,
    unbalanced_quotes,
    long_note,
    length,
    denied_names,
    other_clients,
    private_contact_elsewhere,
    channels_in_what_was_typed,
    invitations_to_follow,
    dispute,
    another_language,
    senders_address,
)


def findings_in(
    letter: Letter, facts: LetterFacts, pack: Pack, today: date, watch: Watch = NOTHING_TO_WATCH
) -> list[Finding]:
    """Return everything that the proofreader sees in a letter composed from these facts.

    ``today`` is the calendar day in the workspace's zone; ``watch`` holds denied names and other
    clients. Never raises for anything a person typed.
    """
    reading = Reading(letter, facts, pack, today, watch)
    return [finding for rule in RULES for finding in rule(reading)]
