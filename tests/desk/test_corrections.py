"""A fact changed after some letters went out: exactly those clients get a short correcting letter (L3)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from fakes.draft_boxes import MemoryDrafts
from fakes.office import (
    ADMINISTRATOR,
    FACTS,
    HAND_OVER,
    JONAS,
    LEAVER,
    MANAGER,
    OTHER_LEAVER,
    SUCCESSOR,
    TERMS,
    Office,
)
from segue.departure.contact_point import ContactKind, ContactPoint, Topic
from segue.departure.dates import end_of
from segue.departure.errors import NotApproved, NotFound, NotNow
from segue.departure.kind import DepartureKind
from segue.departure.letter_state import LetterState, Told
from segue.departure.terms import Reason, SenderMode
from segue.desk.choose import choose
from segue.desk.close import close
from segue.desk.corrections import corrections, corrections_due, told_otherwise, write_corrections
from segue.desk.hand_out import open_letter
from segue.desk.mark import set_status
from segue.desk.mark_several import mark_several
from segue.desk.one_draft import place_draft
from segue.desk.openings import seen_of
from segue.desk.ports import Part
from segue.desk.progress import progress
from segue.desk.queue import standing
from segue.desk.reading import reject
from segue.desk.retention import kept_until
from segue.desk.start import Facts, change_facts
from segue.desk.take_over import take_over
from segue.desk.unfinished import Undone, unfinished
from segue.letters.facts import Changed, UpdateKind

OMAR = ContactPoint("point-2", ContactKind.INTERIM, "Omar Haddad", "omar@norwell.example", "+44 20 7946 0131")
INTERIM = replace(FACTS, contact_points=(OMAR,))
LATER = date(2026, 11, 6)
MANAGERS = replace(TERMS, mode=SenderMode.MANAGER)
SOON, LATE = date(2026, 10, 19), date(2026, 11, 16)
BRIDGED = replace(FACTS, contact_from=LATE, bridge=replace(OMAR, id="bridge"))


def told(office, *names, who=LEAVER, status=Told.SENT):
    with office.desk() as desk:
        for name in names:
            set_status(desk, who, office.letter(name).id, status)
    return office


def found(office):
    with office.look() as desk:
        return corrections(desk, office.departure)


def due(office):
    """Return who is due a second letter, by first name, with what it is about."""
    with office.look() as desk:
        rows = corrections_due(desk, office.departure)
    return {row.written.client.name.split()[0]: row.why.update for row in rows}


def write(office, who=LEAVER):
    with office.desk() as desk:
        ids = [one.known.client_id for one in corrections(desk, office.departure).due]
        return write_corrections(desk, who, office.departure_id, ids)


def seconds(office):
    return {one.client_name.split()[0]: one for one in office.letters() if one.number}


def second(office, name):
    return seconds(office)[name]


def mark(office, letter, status, who=LEAVER):
    with office.desk() as desk:
        set_status(desk, who, letter.id, status)


def approved(tmp_path, **more):
    return Office(tmp_path).approved(**more)


def corrected(office, **changes):
    """Change a fact, and have the second letters written and approved."""
    write(office.change(**changes))
    return office.approve()


def test_nobody_is_due_a_letter_while_what_was_said_holds(tmp_path):
    office = told(approved(tmp_path), "Tom", "Callum")
    assert found(office).due == ()


def test_exactly_those_who_were_told_get_a_second_letter(tmp_path):
    office = told(approved(tmp_path), "Tom", "Callum").change(last_day=LATER)
    assert due(office).keys() == {"Tom", "Callum"}
    assert write(office) == 2
    assert seconds(office).keys() == {"Tom", "Callum"}
    assert {one.state for one in seconds(office).values()} == {LetterState.WAITING}


def test_who_was_not_told_yet_has_his_letter_rewritten_instead(tmp_path):
    office = told(approved(tmp_path), "Tom").change(last_day=LATER)
    assert office.letter("Eleanor").facts.last_day == LATER
    assert office.letter("Tom").facts.last_day == FACTS.last_day


CHANGES = {
    "the last day": ({"last_day": LATER}, {Changed.LAST_DAY}),
    "the contact's first day": ({"contact_from": date(2026, 10, 21)}, {Changed.CONTACT_DAY}),
    "another contact": ({"contact_points": (replace(JONAS, name="Jane Miller"),)}, {Changed.CONTACT}),
    "another telephone": ({"contact_points": (replace(JONAS, phone="+44 20 7946 0999"),)}, {Changed.CHANNELS}),
    "no telephone any more": ({"contact_points": (replace(JONAS, phone=""),)}, {Changed.CHANNELS}),
    "a day and a number": (
        {"last_day": LATER, "contact_points": (replace(JONAS, phone=""),)},
        {Changed.LAST_DAY, Changed.CHANNELS},
    ),
    "one for each topic": (
        {"contact_points": (replace(JONAS, topic=Topic.BILLING), replace(OMAR, topic=Topic.PROJECTS))},
        {Changed.CONTACT},
    ),
    "the number in other groups": ({"contact_points": (replace(JONAS, phone="+44 (20) 79460127"),)}, None),
    "the contact's title": ({"contact_points": (replace(JONAS, job_title="Partner"),)}, None),
    "the reason": ({"reason": Reason.RELOCATION}, None),
    "the name in capitals": ({"contact_points": (replace(JONAS, name=JONAS.name.upper()),)}, None),
}


@pytest.mark.parametrize("named", CHANGES)
def test_what_a_client_has_to_hear_of(tmp_path, named):
    changes, changed = CHANGES[named]
    office = told(approved(tmp_path), "Tom").change(**changes)
    assert {name: update.changed for name, update in due(office).items()} == ({"Tom": changed} if changed else {})


def test_a_number_that_was_not_said_before_is_no_reason_to_write_again(tmp_path):
    facts = replace(FACTS, contact_points=(replace(JONAS, phone=""),))
    office = told(approved(tmp_path, facts=facts), "Tom").change(contact_points=(JONAS,))
    assert found(office).due == ()


def test_another_colleague_for_the_days_between_is_a_change_of_contact(tmp_path):
    office = told(approved(tmp_path, facts=BRIDGED), "Tom")
    office.change(bridge=replace(OMAR, id="bridge", name="Nadia Haddad", email="nadia@norwell.example"))
    assert due(office)["Tom"].changed == {Changed.CONTACT}
    write(office)
    assert "Nadia Haddad" in second(office, "Tom").content.text


def test_a_clients_own_contact_counts_and_not_the_others(tmp_path):
    points = (replace(JONAS, topic=Topic.BILLING), replace(OMAR, kind=ContactKind.SUCCESSOR, topic=Topic.PROJECTS))
    office = Office(tmp_path).approved(facts=replace(FACTS, contact_points=points))
    office = told(office.change_client("Tom", contact_point_id=JONAS.id).approve(), "Tom", "Callum")
    office.change(contact_points=(points[0], replace(points[1], phone="+44 20 7946 0777")))
    assert due(office).keys() == {"Callum"}


def test_the_second_letter_is_short_and_says_what_has_changed(tmp_path):
    office = told(approved(tmp_path), "Tom")
    write(office.change(last_day=LATER))
    letter = second(office, "Tom")
    assert (letter.number, letter.facts.update.kind) == (1, UpdateKind.CORRECTION)
    assert "6 November" in letter.content.text
    assert len(letter.content.text.split()) < 110


def test_it_is_read_and_approved_and_handed_out_as_the_others_are(tmp_path):
    office = told(approved(tmp_path), "Tom")
    write(office.change(last_day=LATER))
    with pytest.raises(NotApproved), office.desk() as desk:
        open_letter(desk, LEAVER, second(office, "Tom").id)
    office.approve()
    with office.desk() as desk:
        assert "6 November" in open_letter(desk, LEAVER, second(office, "Tom").id).letter.content.text
    mark(office, second(office, "Tom"), Told.SENT)
    assert found(office).due == ()


def test_changed_again_before_it_went_out_it_is_rewritten_in_its_place(tmp_path):
    office = corrected(told(approved(tmp_path), "Tom"), last_day=LATER)
    before = second(office, "Tom")
    office.change(last_day=date(2026, 11, 13))
    after = second(office, "Tom")
    assert (after.id, after.number, after.state) == (before.id, 1, LetterState.WAITING)
    assert "13 November" in after.content.text
    assert found(office).due == ()


def test_changed_back_it_is_withdrawn(tmp_path):
    office = corrected(told(approved(tmp_path), "Tom"), last_day=LATER).change(last_day=FACTS.last_day)
    assert seconds(office) == {}
    assert found(office).due == ()


def test_changed_after_it_went_out_another_is_due(tmp_path):
    office = corrected(told(approved(tmp_path), "Tom"), last_day=LATER)
    mark(office, second(office, "Tom"), Told.SENT)
    office.change(last_day=FACTS.last_day)
    assert due(office).keys() == {"Tom"}
    write(office)
    assert [one.number for one in office.letters() if one.client_name.startswith("Tom")] == [0, 1, 2]


def test_who_was_not_told_after_all_needs_no_correction(tmp_path):
    office = corrected(told(approved(tmp_path), "Tom"), last_day=LATER)
    told(office, "Tom", status=Told.TO_DO)
    assert seconds(office) == {}
    assert office.letter("Tom").facts.last_day == LATER


def test_that_a_client_was_told_is_taken_back_from_the_newest_letter_on(tmp_path):
    office = corrected(told(approved(tmp_path), "Tom"), last_day=LATER)
    mark(office, second(office, "Tom"), Told.SENT)
    with pytest.raises(NotNow) as refused:
        mark(office, office.letter("Tom"), Told.BOUNCED)
    assert refused.value.code == "letter_followed"
    with office.desk() as desk:
        assert mark_several(desk, LEAVER, office.departure_id, [office.letter("Tom").id], Told.TO_DO) == 0


def test_a_correction_taken_back_as_not_sent_is_the_only_one_again(tmp_path):
    office = corrected(told(approved(tmp_path), "Tom"), last_day=LATER)
    first = second(office, "Tom")
    mark(office, first, Told.SENT)
    write(office.change(last_day=date(2026, 11, 13)))
    mark(office, first, Told.TO_DO)
    assert [one.id for one in office.letters() if one.number] == [first.id]
    assert "13 November" in second(office, "Tom").content.text


def test_a_client_who_is_no_longer_to_be_written_to_gets_none(tmp_path):
    office = told(approved(tmp_path), "Tom", "Callum").change(last_day=LATER)
    office.answer(replace(TERMS, excluded=("Ashdown Tools",))).agree()
    assert due(office).keys() == {"Tom"}
    with office.desk() as desk:
        choose(desk, LEAVER, office.departure_id, [office.client("Tom").id], chosen=False)
    assert found(office).due == ()


def test_who_was_told_by_phone_alone_gets_the_whole_letter_as_it_is_now(tmp_path):
    office = told(approved(tmp_path), "Tom", status=Told.PHONED)
    write(office.change(last_day=LATER))
    letter = second(office, "Tom")
    assert (letter.number, letter.facts.update) == (1, None)
    assert letter.content.subject == office.letter("Eleanor").content.subject


def test_one_that_was_sent_back_is_due_once_more_and_written_in_its_place(tmp_path):
    office = told(approved(tmp_path), "Tom")
    write(office.change(last_day=LATER))
    letter = second(office, "Tom")
    with office.desk() as desk:
        reject(desk, MANAGER, office.departure_id, {letter.id: seen_of(desk, letter)}, "Say it by phone first.")
    assert due(office).keys() == {"Tom"}
    assert write(office) == 1
    again = second(office, "Tom")
    assert (again.id, again.number, again.state) == (letter.id, 1, LetterState.WAITING)


def test_written_twice_there_is_one(tmp_path):
    office = told(approved(tmp_path), "Tom").change(last_day=LATER)
    assert (write(office), write(office)) == (1, 0)
    assert len(seconds(office)) == 1


# The second wave


def test_clients_of_an_interim_colleague_wait_for_the_second_wave(tmp_path):
    office = told(approved(tmp_path, facts=INTERIM), "Tom", "Callum")
    assert (len(found(office).due), len(found(office).awaiting)) == (0, 2)


def test_once_the_successor_is_known_they_are_told_who_it_is(tmp_path):
    office = told(approved(tmp_path, facts=INTERIM), "Tom").change(contact_points=(JONAS,))
    assert due(office)["Tom"].kind is UpdateKind.SUCCESSOR_KNOWN
    write(office)
    text = second(office, "Tom").content.text
    assert JONAS.name in text
    assert OMAR.name not in text
    assert found(office).awaiting == ()


def test_after_the_last_day_it_is_the_managers_in_his_wording(tmp_path):
    office = told(approved(tmp_path, facts=INTERIM), "Tom")
    office.now = end_of(office.departure.last_day, office.zone) + timedelta(days=20)
    with office.desk() as desk:
        taken = take_over(desk, MANAGER, office.departure_id, office.departure.version)
        assert taken.taken_over
    change_as(office, MANAGER, contact_points=(JONAS,))
    assert due(office)["Tom"].kind is UpdateKind.SUCCESSOR_KNOWN
    assert write(office, MANAGER) == 1
    letter = second(office.approve(), "Tom")
    assert (letter.content.sender, letter.facts.mode) == (MANAGER.address, SenderMode.MANAGER)
    with office.desk() as desk:
        assert open_letter(desk, MANAGER, letter.id)


def change_as(office, who, **changes):
    with office.desk() as desk:
        now = desk.stores.departures.get(office.departure_id)
        kept = Facts(**{name: getattr(now, name) for name in Facts.__dataclass_fields__})
        change_facts(desk, who, now.id, replace(kept, kind=DepartureKind.GONE, **changes), now.version)


def test_in_a_hand_over_who_covers_is_followed_by_the_contact_once_he_covers(tmp_path):
    office = told(approved(tmp_path, facts=BRIDGED, terms=HAND_OVER), "Tom")
    assert OMAR.name in office.letter("Tom").content.text
    assert found(office).due == ()
    office.now = end_of(office.departure.last_day, office.zone)
    assert due(office).keys() == {"Tom"}
    write(office)
    text = second(office, "Tom").content.text
    assert JONAS.name in text
    assert "16 November" in text


# Whose it is


@pytest.mark.parametrize("who", [LEAVER, MANAGER])
def test_who_leads_it_or_decides_on_it_can_have_them_written(tmp_path, who):
    office = told(approved(tmp_path), "Tom").change(last_day=LATER)
    assert write(office, who) == 1


@pytest.mark.parametrize("who", [SUCCESSOR, OTHER_LEAVER, ADMINISTRATOR])
def test_to_anybody_else_there_is_nothing(tmp_path, who):
    office = told(approved(tmp_path), "Tom").change(last_day=LATER)
    with pytest.raises(NotFound):
        write(office, who)


def test_a_hand_over_that_is_closed_has_none(tmp_path):
    office = told(approved(tmp_path), "Tom").change(last_day=LATER)
    with office.desk() as desk:
        close(desk, LEAVER, office.departure_id, office.departure.version, sure=True)
    assert found(office).due == ()
    with pytest.raises(NotNow), office.desk() as desk:
        write_corrections(desk, LEAVER, office.departure_id, [office.client("Tom").id])


def test_before_a_change_is_saved_it_can_be_said_whom_it_concerns(tmp_path):
    office = told(approved(tmp_path), "Tom", "Callum")
    with office.look() as desk:
        departure = office.departure
        assert told_otherwise(desk, departure, replace(departure, last_day=LATER)) == 2
        assert told_otherwise(desk, departure, replace(departure, reason=None)) == 0


def test_the_audit_says_who_had_how_many_written(tmp_path):
    write(told(office := approved(tmp_path), "Tom").change(last_day=LATER))
    with office.look() as desk:
        entry = next(one for one in desk.stores.audit.entries(office.departure_id) if one.verb == "write_corrections")
    assert (entry.person_id, entry.details) == (LEAVER.id, {"letters": "1"})


# How long it is kept


def test_all_is_kept_until_the_clients_of_an_interim_colleague_have_their_second_letter(tmp_path):
    office = told(approved(tmp_path, facts=INTERIM), "Tom")
    longest, usual = FACTS.last_day + timedelta(days=90), FACTS.last_day + timedelta(days=30)
    assert until(office) == longest
    corrected(office, contact_points=(JONAS,))
    assert until(office) == longest
    mark(office, second(office, "Tom"), Told.SENT)
    assert until(office) == usual


def until(office):
    with office.look() as desk:
        return kept_until(desk, office.departure)


# What is counted


def test_a_queue_counts_clients_and_not_their_second_letters(tmp_path):
    office = corrected(told(approved(tmp_path), "Tom", "Callum"), last_day=LATER)
    with office.look() as desk:
        stands, goes_on = standing(desk, office.departure, ()), progress(desk, office.departure)
    assert (stands.told, stands.letters, stands.parts[Part.LEFT]) == (2, 5, 5)
    assert (goes_on.numbers["told"], goes_on.numbers["letters"]) == (2, 5)


def test_once_everybody_was_told_second_letters_are_what_is_next(tmp_path):
    office = told(approved(tmp_path), "Tom", "Eleanor", "Callum", "Chiara", "Paolo")
    assert what_is_next(office) == "all_told"
    assert what_is_next(office.change(last_day=LATER)) == "corrections_due"
    write(office)
    assert what_is_next(office) == "corrections_wait"
    assert what_is_next(office.approve()) == "corrections_hand_out"
    for letter in seconds(office).values():
        mark(office, letter, Told.SENT)
    assert what_is_next(office) == "all_told"


def what_is_next(office):
    with office.look() as desk:
        return progress(desk, office.departure).next


def test_closing_names_what_is_due_and_what_is_on_its_way(tmp_path):
    office = told(approved(tmp_path), "Tom", "Callum").change(last_day=LATER)
    with office.desk() as desk:
        write_corrections(desk, LEAVER, office.departure_id, [office.client("Tom").id])
    with office.look() as desk:
        things = unfinished(desk, office.departure).things
    assert (things[Undone.CORRECTIONS_DUE], things[Undone.CORRECTIONS]) == (1, 1)


def test_a_second_letter_has_a_draft_of_its_own(tmp_path):
    office, box = corrected(told(approved(tmp_path), "Tom"), last_day=LATER), MemoryDrafts()
    place_draft(office.desk, LEAVER, second(office, "Tom").id, box)
    assert second(office, "Tom").status is Told.DRAFTED
    assert office.letter("Tom").status is Told.SENT
    office.change(last_day=FACTS.last_day)
    with office.look() as desk:
        assert len(desk.stores.letters.drafts_left()) == 1
