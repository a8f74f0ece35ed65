"""Who sees and does what, and when (P6, P7)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from fakes.office import ADMINISTRATOR, FACTS, HAND_OVER, LEAVER, MANAGER, OTHER_LEAVER, SUCCESSOR, TERMS, Office
from segue.departure.dates import end_of
from segue.departure.errors import InputError, NotAllowed, NotFound, NotNow, NotReleased, SegueError, SelfApproval
from segue.desk.access import as_approver, as_leader, as_reader
from segue.desk.administer import set_approver, set_approvers
from segue.desk.answer import answer
from segue.desk.ask import ask
from segue.desk.hand_out import open_letter
from segue.desk.reading import approve, hand_for_reading, reject
from segue.desk.start import change_facts, start

LEAVERS_VERBS = {
    "see": as_leader,
    "change the facts": lambda desk, who, id: change_facts(desk, who, id, FACTS, 99),
    "ask": lambda desk, who, id: ask(desk, who, id, 99),
}
APPROVERS_VERBS = {
    "see": as_approver,
    "answer": lambda desk, who, id: answer(desk, who, id, TERMS, 99),
    "approve": lambda desk, who, id: approve(desk, who, id, {"x": "y"}),
    "reject": lambda desk, who, id: reject(desk, who, id, {"x": "y"}, "No"),
}


@pytest.mark.parametrize("who", [MANAGER, SUCCESSOR, ADMINISTRATOR, OTHER_LEAVER], ids=lambda who: who.id)
def test_before_the_question_only_the_leaver_sees_the_departure(tmp_path, who):
    office = Office(tmp_path).begun()
    with office.look() as desk:
        assert as_reader(desk, LEAVER, office.departure_id).id == office.departure_id
        assert desk.stores.departures.for_approver(who.id) == []
        for look in (as_reader, as_approver, as_leader):
            with pytest.raises(NotFound):
                look(desk, who, office.departure_id)


@pytest.mark.parametrize("who", [SUCCESSOR, ADMINISTRATOR, OTHER_LEAVER], ids=lambda who: who.id)
def test_after_the_question_only_the_approver_sees_it_as_well(tmp_path, who):
    office = Office(tmp_path).asked()
    with office.look() as desk:
        assert as_reader(desk, MANAGER, office.departure_id).leaver_id == LEAVER.id
        with pytest.raises(NotFound):
            as_reader(desk, who, office.departure_id)


@pytest.mark.parametrize("verb", APPROVERS_VERBS)
def test_nobody_approves_his_own_departure(tmp_path, verb):
    office = Office(tmp_path).asked()
    with pytest.raises(SelfApproval), office.desk() as desk:
        APPROVERS_VERBS[verb](desk, LEAVER, office.departure_id)


@pytest.mark.parametrize("verb", APPROVERS_VERBS)
@pytest.mark.parametrize("who", [SUCCESSOR, ADMINISTRATOR, OTHER_LEAVER], ids=lambda who: who.id)
def test_nobody_else_approves_either(tmp_path, verb, who):
    office = Office(tmp_path).asked()
    with pytest.raises(NotFound), office.desk() as desk:
        APPROVERS_VERBS[verb](desk, who, office.departure_id)


@pytest.mark.parametrize("verb", LEAVERS_VERBS)
@pytest.mark.parametrize("who", [MANAGER, SUCCESSOR, ADMINISTRATOR, OTHER_LEAVER], ids=lambda who: who.id)
def test_nobody_leads_anothers_departure(tmp_path, verb, who):
    office = Office(tmp_path).asked()
    with pytest.raises(NotFound), office.desk() as desk:
        LEAVERS_VERBS[verb](desk, who, office.departure_id)


@pytest.mark.parametrize("who", [LEAVER, MANAGER, SUCCESSOR, OTHER_LEAVER], ids=lambda who: who.id)
def test_only_an_administrator_says_who_approves(tmp_path, who):
    with pytest.raises(NotAllowed), Office(tmp_path).desk() as desk:
        set_approver(desk, who, LEAVER.address, SUCCESSOR.address)


def test_the_administrator_cannot_make_anybody_his_own_approver(tmp_path):
    with pytest.raises(SelfApproval), Office(tmp_path).desk() as desk:
        set_approver(desk, ADMINISTRATOR, LEAVER.address, LEAVER.address.upper())


def test_a_table_of_approvers_is_set_whole_or_not_at_all(tmp_path):
    office = Office(tmp_path)
    with pytest.raises(InputError) as wrong, office.desk() as desk:
        set_approvers(
            desk, ADMINISTRATOR, f"{LEAVER.address};{SUCCESSOR.address}\nnobody@elsewhere.example;{MANAGER.address}"
        )
    assert (wrong.value.code, wrong.value.values["domain"]) == ("address_outside", "elsewhere.example")
    with office.look() as desk:
        assert desk.stores.people.approver_of(LEAVER.id) == MANAGER
    with office.desk() as desk:
        assert set_approvers(desk, ADMINISTRATOR, f"{LEAVER.address}\t{SUCCESSOR.address}\n\n") == 1
        assert desk.stores.people.approver_of(LEAVER.id) == SUCCESSOR


def test_headings_over_a_table_of_approvers_are_passed_over(tmp_path):
    table = f"employee;approver\n{LEAVER.address};{SUCCESSOR.address}"
    with Office(tmp_path).desk() as desk:
        assert set_approvers(desk, ADMINISTRATOR, table) == 1


@pytest.mark.parametrize(("line", "code"), [("", "self_approval"), ("nobody@elsewhere.example", "address_outside")])
def test_a_wrong_line_of_approvers_is_told_at_the_table_by_its_number(tmp_path, line, code):
    table = f"{LEAVER.address};{SUCCESSOR.address}\n\n{line or MANAGER.address};{MANAGER.address}"
    with pytest.raises(SegueError) as wrong, Office(tmp_path).desk() as desk:
        set_approvers(desk, ADMINISTRATOR, table)
    assert (wrong.value.code, wrong.value.field, wrong.value.values["row"]) == (code, "table", 3)


def test_a_question_without_an_approver_cannot_be_put(tmp_path):
    office = Office(tmp_path)
    with office.desk() as desk:
        begun = start(desk, SUCCESSOR, "Ines Duarte", FACTS.last_day, "")
        facts = replace(FACTS, contact_points=begun.contact_points)
        saved = change_facts(desk, SUCCESSOR, begun.id, facts, begun.version)
    with pytest.raises(NotNow) as kept, office.desk() as desk:
        ask(desk, SUCCESSOR, saved.id, saved.version)
    assert kept.value.code == "no_approver"


def test_a_replaced_approver_loses_access_and_the_new_one_has_it(tmp_path):
    office = Office(tmp_path).asked().replace_approver(SUCCESSOR)
    with office.look() as desk:
        with pytest.raises(NotFound):
            as_reader(desk, MANAGER, office.departure_id)
        assert desk.stores.departures.for_approver(MANAGER.id) == []
        assert as_approver(desk, SUCCESSOR, office.departure_id).id == office.departure_id
    office.answer(by=SUCCESSOR)
    with pytest.raises(NotFound):
        office.answer(by=MANAGER)


def test_an_approver_replaced_before_the_question_gets_it(tmp_path):
    office = Office(tmp_path).replace_approver(SUCCESSOR).asked()
    assert office.departure.approver_id == SUCCESSOR.id


@pytest.mark.parametrize("verb", [approve, reject])
def test_a_replaced_approver_approves_nothing_more(tmp_path, verb):
    office = Office(tmp_path).given().replace_approver(SUCCESSOR)
    seen = {letter.id: letter.digest for letter in office.letters()}
    with pytest.raises(NotFound), office.desk() as desk:
        verb(desk, MANAGER, office.departure_id, seen, *(["No"] if verb is reject else []))


def test_letters_stay_closed_until_the_release_in_the_companys_zone(tmp_path):
    release = datetime(2026, 9, 7, 7, 0, tzinfo=UTC)  # nine o'clock in Rome
    office = Office(tmp_path).approved(terms=replace(TERMS, release=release))
    letter_id = office.letter("Tom").id
    office.now = release - timedelta(seconds=1)
    with pytest.raises(NotReleased) as closed, office.desk() as desk:
        open_letter(desk, LEAVER, letter_id)
    assert (closed.value.code, closed.value.values["opens_at"]) == ("not_released_yet", release)
    office.now = release
    with office.desk() as desk:
        handed = open_letter(desk, LEAVER, letter_id)
    assert handed.expires_at == release + timedelta(minutes=10)


@pytest.mark.parametrize(
    ("zone", "last_day", "midnight"),
    [
        ("Europe/Rome", date(2026, 10, 23), datetime(2026, 10, 23, 22, tzinfo=UTC)),
        ("Europe/Rome", date(2026, 10, 25), datetime(2026, 10, 25, 23, tzinfo=UTC)),
        ("Europe/Rome", date(2027, 3, 28), datetime(2027, 3, 28, 22, tzinfo=UTC)),
        ("America/New_York", date(2026, 11, 1), datetime(2026, 11, 2, 5, tzinfo=UTC)),
        ("Asia/Kolkata", date(2026, 10, 30), datetime(2026, 10, 30, 18, 30, tzinfo=UTC)),
    ],
)
def test_first_person_letters_close_at_the_end_of_the_last_day_there(tmp_path, zone, last_day, midnight):
    office = Office(tmp_path, zone=zone).approved(facts=replace(FACTS, last_day=last_day))
    letter_id = office.letter("Tom").id
    office.now = midnight - timedelta(seconds=1)
    with office.desk() as desk:
        open_letter(desk, LEAVER, letter_id)
    office.now = midnight
    with pytest.raises(NotReleased) as closed, office.desk() as desk:
        open_letter(desk, LEAVER, letter_id)
    assert closed.value.code == "closed_after_last_day"


def test_hand_over_letters_stay_open_after_the_last_day(tmp_path):
    office = Office(tmp_path).approved(terms=HAND_OVER).move(days=200)
    with office.desk() as desk:
        assert open_letter(desk, LEAVER, office.letter("Tom").id).letter.content.mode == "hand_over"


HINTS = (
    "30 October",
    "30 ottobre",
    "You kept us going",
    "six",
    "sei anni",
    "new role",
    "relocat",
    "leav",
    "farewell",
    "last day",
)


def test_hand_over_letters_carry_no_last_day_note_years_or_reason(tmp_path):
    office = Office(tmp_path).listed(terms=replace(HAND_OVER, reasons=TERMS.reasons, may_hope_to_meet=True))
    office.change(hope_to_meet=True)
    for name in ("Tom", "Chiara"):
        office.change_client(name, note="You kept us going", years_together=6, give_reason=True)
    with office.desk() as desk:
        hand_for_reading(desk, LEAVER, office.departure_id, [client.id for client in office.clients()])
    assert len(office.letters()) == 5
    for letter in office.letters():
        assert (letter.facts.last_day, letter.facts.note, letter.facts.years_together, letter.facts.reason) == (
            None,
            "",
            None,
            None,
        )
        said = f"{letter.content.subject} {letter.content.text} {letter.content.html}".casefold()
        assert [hint for hint in HINTS if hint.casefold() in said] == []


def test_no_letter_can_be_given_before_the_answer(tmp_path):
    office = Office(tmp_path).asked()
    with pytest.raises(NotNow) as kept, office.desk() as desk:
        hand_for_reading(desk, LEAVER, office.departure_id, [])
    assert kept.value.code == "not_answered_yet"


def test_no_leaves_nothing_of_the_rest_of_the_answer(tmp_path):
    office = Office(tmp_path).asked().answer(replace(TERMS, may_tell=False, may_hope_to_meet=True, comment="Not yet"))
    assert office.departure.terms == replace(type(TERMS)(may_tell=False), comment="Not yet")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"mode": None}, "who_tells_missing"),
        ({"reasons": frozenset(), "new_job_facts": frozenset(["title"])}, "new_job_without_reason"),
    ],
)
def test_an_answer_that_contradicts_itself_is_refused(tmp_path, changes, code):
    office = Office(tmp_path).asked()
    with pytest.raises(InputError) as wrong:
        office.answer(replace(TERMS, **changes))
    assert wrong.value.code == code
    assert office.departure.terms is None


def test_a_release_after_letters_have_closed_is_no_answer(tmp_path):
    office = Office(tmp_path).asked()
    after = end_of(office.departure.last_day, office.zone)
    with pytest.raises(InputError) as refused:
        office.answer(replace(TERMS, release=after))
    assert (refused.value.code, refused.value.field) == ("release_after_last_day", "release_day")
    office.answer(replace(TERMS, release=after - timedelta(seconds=1)))
    assert office.departure.terms.release == after - timedelta(seconds=1)
