"""Any change of a protected fact returns exactly the letters that it changes to "waiting" (P5)."""

from dataclasses import replace
from datetime import date

import pytest

from fakes.office import ADMINISTRATOR, JONAS, LEAVER, SUCCESSOR, TERMS, Office
from segue.departure.errors import InputError, NotApproved
from segue.departure.letter_state import LetterState, Told
from segue.departure.people import Gender
from segue.departure.register import Register
from segue.departure.terms import NewJobFact, Reason, SuccessorFact
from segue.desk.choose import choose
from segue.desk.hand_out import open_letter
from segue.desk.mark import set_status
from segue.desk.reading import hand_for_reading
from segue.desk.salute import confirm_salutations
from segue.desk.start import choose_subject
from segue.letters.compose import subjects

ALL = {"Tom", "Eleanor", "Callum", "Chiara", "Paolo"}
NOT_FORMAL = ALL - {"Callum"}  # a reason is not given where the letter is formal
ENGLISH = {"Tom", "Eleanor", "Callum"}


def retype(name, salutation):
    def change(office):
        with office.desk() as desk:
            confirm_salutations(desk, LEAVER, office.departure_id, {office.client(name).id: salutation})

    return change


def take_off(name):
    def change(office):
        with office.desk() as desk:
            choose(desk, LEAVER, office.departure_id, [office.client(name).id], chosen=False)

    return change


def another_subject(locale):
    def change(office):
        default = office.letter("Tom").content.subject
        other = next(id for id, text in subjects(office.packs[locale], TERMS.mode) if text != default)
        with office.desk() as desk:
            version = desk.stores.departures.get(office.departure_id).version
            choose_subject(desk, LEAVER, office.departure_id, locale, other, version)

    return change


def facts(**changes):
    return lambda office: office.change(**changes)


def of_client(name, **changes):
    return lambda office: office.change_client(name, **changes)


def terms(**changes):
    return lambda office: office.answer(replace(TERMS, **changes))


REOPENS = {
    "the last day": (facts(last_day=date(2026, 10, 28)), ALL),
    "the contact's first day": (facts(contact_from=date(2026, 10, 20)), ALL),
    "the contact's telephone": (facts(contact_points=(replace(JONAS, phone="+44 20 7946 0999"),)), ALL),
    "the contact's title, which may be said": (facts(contact_points=(replace(JONAS, job_title="Partner"),)), ALL),
    "the contact's years, which may not be said": (facts(contact_points=(replace(JONAS, years_here=9),)), set()),
    "the reason": (facts(reason=Reason.RELOCATION), NOT_FORMAL),
    "a reason that is not allowed takes the place of one that is": (facts(reason=Reason.STUDIES), NOT_FORMAL),
    "no reason": (facts(reason=None), NOT_FORMAL),
    "a hope that may not be said": (facts(hope_to_meet=True), set()),
    "the proposed mode, once there is an answer": (facts(proposed_mode="hand_over"), set()),
    "the register of all": (facts(register=Register.WARM), NOT_FORMAL),
    "a note": (of_client("Tom", note="You kept us going."), {"Tom"}),
    "a note in a formal letter": (of_client("Callum", note="You kept us going."), {"Callum"}),
    "years together": (of_client("Chiara", years_together=6), {"Chiara"}),
    "the reason for one client": (of_client("Tom", give_reason=False), {"Tom"}),
    "the reason for a formal one": (of_client("Callum", give_reason=True), {"Callum"}),
    "saying what holds already": (of_client("Tom", give_reason=True), set()),
    "the register of one": (of_client("Tom", register=Register.WARM), {"Tom"}),
    "the register that it has already": (of_client("Tom", register=Register.NEUTRAL), set()),
    "the register of an Italian": (of_client("Chiara", register=Register.FORMAL), {"Chiara"}),
    "the gender, in English": (of_client("Tom", gender=Gender.MASCULINE), set()),
    "the language": (of_client("Paolo", locale="en-GB"), {"Paolo"}),
    "a retyped salutation": (retype("Tom", "Hello Tom,"), {"Tom"}),
    "a salutation confirmed as it stands": (retype("Tom", "Dear Tom,"), set()),
    "a salutation retyped without its comma": (retype("Tom", "Dear Tom"), set()),
    "the subject of English letters": (another_subject("en-GB"), ENGLISH),
    "an answer that allows one thing less": (terms(reasons=frozenset()), NOT_FORMAL),
    "an answer that allows more than is used": (terms(reasons=frozenset(Reason)), set()),
    "an answer on the contact's title": (terms(successor_facts=frozenset()), ALL),
    "an answer on the contact's years": (terms(successor_facts=frozenset(SuccessorFact)), ALL),
    "an answer on the new job, of which letters say nothing": (terms(new_job_facts=frozenset(NewJobFact)), set()),
    "a copy to the manager": (terms(copy_to_approver=True), ALL),
    "a comment with the answer": (terms(comment="Go ahead"), set()),
    "the same answer again": (terms(), set()),
    "a client taken off the list": (take_off("Tom"), set()),
}


@pytest.mark.parametrize("what", REOPENS)
def test_exactly_the_letters_that_a_change_touches_wait_again(tmp_path, what):
    change, expected = REOPENS[what]
    office = Office(tmp_path).approved()
    before = {letter.id: letter.content for letter in office.letters()}
    change(office)
    assert office.waiting() == expected
    for letter in office.letters():
        assert (letter.content == before[letter.id]) is (letter.state is LetterState.APPROVED)


@pytest.mark.parametrize("gender", [Gender.FEMININE, Gender.MASCULINE])
def test_the_gender_reopens_a_letter_where_the_language_says_it_and_not_elsewhere(tmp_path, gender):
    office = Office(tmp_path).listed().change_client("Chiara", register=Register.FORMAL)
    with office.desk() as desk:
        hand_for_reading(desk, LEAVER, office.departure_id, [client.id for client in office.clients()])
    office.approve().change_client("Chiara", gender=gender).change_client("Tom", gender=gender)
    assert office.waiting() == {"Chiara"}


def test_a_letter_that_keeps_its_approval_can_still_be_handed_out(tmp_path):
    office = Office(tmp_path).approved().change_client("Tom", gender=Gender.MASCULINE)
    with office.desk() as desk:
        assert open_letter(desk, LEAVER, office.letter("Tom").id).letter.content.to == (
            "tom@brightwater.co.uk.example",
        )


def test_a_letter_that_waits_again_is_not_handed_out_until_it_is_read_again(tmp_path):
    office = Office(tmp_path).approved().change_client("Tom", note="You kept us going.")
    with pytest.raises(NotApproved), office.desk() as desk:
        open_letter(desk, LEAVER, office.letter("Tom").id)
    office.approve()
    with office.desk() as desk:
        assert "You kept us going." in open_letter(desk, LEAVER, office.letter("Tom").id).letter.content.text


def test_going_back_to_the_approved_wording_still_waits_for_a_reading(tmp_path):
    office = Office(tmp_path).approved().change_client("Tom", note="Thank you.").change_client("Tom", note="")
    assert office.waiting() == {"Tom"}


@pytest.mark.parametrize(
    "entry", ["Brightwater Foods", "brightwater.co.uk.example", "@BRIGHTWATER.co.uk.example", "uk.example"]
)
def test_clients_whom_the_answer_leaves_out_lose_their_letters_and_nobody_else_does(tmp_path, entry):
    left = {"Callum", "Chiara", "Paolo"} if entry != "uk.example" else {"Chiara", "Paolo"}
    office = Office(tmp_path).approved().answer(replace(TERMS, excluded=(entry,)))
    assert office.states() == dict.fromkeys(left, LetterState.APPROVED)


def test_a_client_taken_off_the_list_loses_his_letter(tmp_path):
    office = Office(tmp_path).approved()
    take_off("Tom")(office)
    assert set(office.states()) == ALL - {"Tom"}


def test_a_letter_that_has_gone_out_stays_as_it_went(tmp_path):
    office = Office(tmp_path).approved()
    letter = office.letter("Tom")
    with office.desk() as desk:
        set_status(desk, LEAVER, letter.id, Told.SENT)
    office.change(last_day=date(2026, 10, 28))
    assert office.waiting() == ALL - {"Tom"}
    assert office.letter("Tom").content == letter.content


def test_taking_sent_back_catches_up_with_what_changed_meanwhile(tmp_path):
    office = Office(tmp_path).approved()
    letter_id = office.letter("Tom").id
    with office.desk() as desk:
        set_status(desk, LEAVER, letter_id, Told.SENT)
    office.change(last_day=date(2026, 10, 28))
    with office.desk() as desk:
        set_status(desk, LEAVER, letter_id, Told.TO_DO)
    assert office.waiting() == ALL
    assert "28 October 2026" in office.letter("Tom").content.text


def test_a_drafted_letter_that_changes_is_to_do_again(tmp_path):
    office = Office(tmp_path).approved()
    with office.desk() as desk:
        set_status(desk, LEAVER, office.letter("Tom").id, Told.DRAFTED)
    office.change_client("Tom", note="Thank you.")
    assert office.letter("Tom").status is Told.TO_DO


def test_another_approver_changes_only_the_copies(tmp_path):
    office = Office(tmp_path).approved().replace_approver(SUCCESSOR)
    assert office.waiting() == set()
    copied = Office(tmp_path / "copied").approved(terms=replace(TERMS, copy_to_approver=True))
    copied.replace_approver(ADMINISTRATOR)
    assert copied.waiting() == ALL
    assert {letter.content.cc for letter in copied.letters()} == {(ADMINISTRATOR.address,)}


def upgraded(office):
    """Give the office a version of the software whose English and Italian letters read differently."""
    for locale, pack in office.packs.items():
        wishes = pack.clauses["wishes"]
        new = tuple(variant._replace(sentence="All the best.") for variant in wishes.variants)
        office.packs[locale] = replace(pack, clauses={**pack.clauses, "wishes": replace(wishes, variants=new)})
    return office


@pytest.mark.parametrize(
    "afterwards",
    [
        facts(),
        facts(hope_to_meet=True),
        of_client("Tom", gender=Gender.MASCULINE),
        terms(comment="Go ahead"),
        lambda office: office.load(),
    ],
)
def test_an_upgrade_of_the_software_reopens_nothing(tmp_path, afterwards):
    office = upgraded(Office(tmp_path).approved())
    before = {letter.id: letter.content for letter in office.letters()}
    afterwards(office)
    assert office.waiting() == set()
    with office.desk() as desk:
        for letter_id, content in before.items():
            assert open_letter(desk, LEAVER, letter_id).letter.content == content


def test_after_an_upgrade_a_changed_letter_takes_the_new_wording_and_waits(tmp_path):
    office = upgraded(Office(tmp_path).approved()).change_client("Tom", note="Thank you.")
    assert office.waiting() == {"Tom"}
    assert "All the best." in office.letter("Tom").content.text


def test_a_stricter_proofreader_withdraws_no_approved_letter(tmp_path):
    office = Office(tmp_path).approved()
    for locale, pack in office.packs.items():
        closed = [replace(subject, modes=()) for subject in pack.subjects]
        office.packs[locale] = replace(pack, subjects=tuple(closed))
    office.change_client("Tom", years_together=None)
    assert set(office.states()) >= ALL - {"Tom"}


def test_time_alone_withdraws_no_approved_letter(tmp_path):
    office = Office(tmp_path).approved().move(days=58)
    office.load()
    assert office.states() == dict.fromkeys(ALL, LetterState.APPROVED)


def test_a_subject_that_no_pack_has_is_refused_and_reopens_nothing(tmp_path):
    office = Office(tmp_path).approved()
    version = office.departure.version
    with pytest.raises(InputError), office.desk() as desk:
        choose_subject(desk, LEAVER, office.departure_id, "en-GB", "made-up", version)
    assert office.waiting() == set()


def test_a_chosen_subject_gives_way_to_the_default_when_a_later_answer_closes_it(tmp_path):
    office = Office(tmp_path).approved()
    pack = office.packs["en-GB"]
    closed = next(s.id for s in pack.subjects if set(s.modes) == {TERMS.mode})
    with office.desk() as desk:
        version = desk.stores.departures.get(office.departure_id).version
        choose_subject(desk, LEAVER, office.departure_id, "en-GB", closed, version)
    office.answer(replace(TERMS, mode="hand_over"))
    assert "Tom" in office.waiting()
    open_subjects = {text for _, text in subjects(pack, "hand_over")}
    assert office.letter("Tom").content.subject in open_subjects
