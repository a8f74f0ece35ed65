"""The company's people: named by address, marked as gone, bound to one account (P6), and who sees what (P7)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from fakes.office import ADMINISTRATOR, LEAVER, MANAGER, OTHER_LEAVER, SUCCESSOR, Office, person
from segue.departure.errors import InputError, NotAllowed, NotFound, SelfApproval
from segue.departure.people import Gender
from segue.departure.stage import Stage, Verb
from segue.desk.access import as_approver
from segue.desk.accounts import make_administrator, mark_back, mark_gone, name_viewer, unbind
from segue.desk.administer import departures_seen, set_approver, set_approvers, silent_for
from segue.desk.people import PersonFacts, add_person, change_person
from segue.desk.ports import SignedIn

NORA = PersonFacts("Nora Ek", "Team lead")
SECOND = person("ada", "Ada Brandt", is_administrator=True)

ACTS = {
    "add": lambda desk, who: add_person(desk, who, "nora@norwell.example", NORA),
    "change": lambda desk, who: change_person(desk, who, LEAVER.id, NORA),
    "mark as gone": lambda desk, who: mark_gone(desk, who, SUCCESSOR.id),
    "mark as back": lambda desk, who: mark_back(desk, who, SUCCESSOR.id),
    "unbind": lambda desk, who: unbind(desk, who, SUCCESSOR.id),
    "make administrator": lambda desk, who: make_administrator(desk, who, SUCCESSOR.id, is_one=True),
    "name a viewer": lambda desk, who: name_viewer(desk, who, ADMINISTRATOR.id, is_one=True),
    "set an approver": lambda desk, who: set_approver(desk, who, "a@norwell.example", "b@norwell.example"),
    "set approvers": lambda desk, who: set_approvers(desk, who, "a@norwell.example,b@norwell.example"),
    "list departures": departures_seen,
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", [LEAVER, MANAGER, SUCCESSOR], ids=lambda who: who.id)
def test_only_an_administrator_may(tmp_path, act, who):
    with pytest.raises(NotAllowed), Office(tmp_path).desk() as desk:
        ACTS[act](desk, who)


def audited(office):
    with office.look() as desk:
        return [(one.person_id, one.verb, one.subject_id, one.departure_id) for one in desk.stores.audit.entries()]


def with_second(office):
    with office.desk() as desk:
        desk.stores.people.save(SECOND)
    return office


def hide(office):
    with office.desk() as desk:
        departure = desk.stores.departures.get(office.departure_id)
        desk.stores.departures.save(replace(departure, confidential=True))
    return office


# Adding by address


def test_somebody_is_added_by_an_address_of_the_company(tmp_path):
    office = Office(tmp_path)
    with office.desk() as desk:
        added = add_person(desk, ADMINISTRATOR, " nora@norwell.example ", NORA)
    with office.look() as desk:
        assert desk.stores.people.by_address("NORA@norwell.example") == added
    assert (added.name, added.is_administrator, added.active) == ("Nora Ek", False, True)
    assert audited(office) == [("owen", "add_person", added.id, "")]


OUTSIDE = {
    "another company's": ("nora@elsewhere.example", "address_outside"),
    "a domain that only ends alike": ("nora@notnorwell.example", "address_outside"),
    "free mail": ("nora@gmail.com", "address_outside"),
    "no address": ("nora", "address_invalid"),
    "nothing": ("", "field_missing"),
    "a novel": ("x" * 100_000 + "@norwell.example", "address_invalid"),
    "a guest": ("nora_gmail.com#EXT#@norwell.example", "guest_refused"),
    "somebody known": ("MARA@norwell.example", "person_known"),
}


@pytest.mark.parametrize("what", OUTSIDE)
def test_an_address_from_outside_is_refused_with_the_reason(tmp_path, what):
    address, code = OUTSIDE[what]
    office = Office(tmp_path)
    with pytest.raises(InputError) as refused, office.desk() as desk:
        add_person(desk, ADMINISTRATOR, address, NORA)
    assert (refused.value.code, refused.value.field) == (code, "address")
    assert audited(office) == []


def test_an_address_below_a_domain_of_the_company_is_its_own(tmp_path):
    with Office(tmp_path).desk() as desk:
        assert add_person(desk, ADMINISTRATOR, "nora@sales.norwell.example", NORA)


def test_a_company_without_domains_lets_nobody_in(tmp_path):
    office = Office(tmp_path)
    with office.desk() as desk:
        desk.stores.settings.save(replace(desk.stores.workspace, own_domains=()))
    with pytest.raises(InputError) as refused, office.desk() as desk:
        add_person(desk, ADMINISTRATOR, "nora@norwell.example", NORA)
    assert refused.value.code == "address_outside"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (PersonFacts("  "), "name"),
        (PersonFacts("x" * 201), "name"),
        (PersonFacts("Nora\u202e Ek"), "name"),
        (PersonFacts("Nora Ek", phone="1" * 500), "phone"),
    ],
)
def test_a_person_needs_a_name_that_can_be_read(tmp_path, facts, field):
    with pytest.raises(InputError) as refused, Office(tmp_path).desk() as desk:
        add_person(desk, ADMINISTRATOR, "nora@norwell.example", facts)
    assert refused.value.field == field


def test_whoever_is_named_becomes_approver_without_registering(tmp_path):
    office = Office(tmp_path)
    with office.desk() as desk:
        set_approver(desk, ADMINISTRATOR, LEAVER.address, "anna-lena.o_brien@norwell.example")
        named = desk.stores.people.approver_of(LEAVER.id)
    assert (named.name, named.address) == ("Anna Lena O Brien", "anna-lena.o_brien@norwell.example")
    office.asked()
    with office.look() as desk:
        assert as_approver(desk, named, office.departure_id)


def test_nobody_from_outside_becomes_approver(tmp_path):
    with pytest.raises(InputError) as refused, Office(tmp_path).desk() as desk:
        set_approver(desk, ADMINISTRATOR, LEAVER.address, "boss@elsewhere.example")
    assert (refused.value.code, refused.value.field) == ("address_outside", "approver")


@pytest.mark.parametrize(
    "table",
    ["", "  \n ", "a@norwell.example", "a,b,c", "\x00,\x00", '"' + "x" * 200_000, "x,y\n" * 5_001],
    ids=["nothing", "blanks", "one", "three", "nul", "huge", "many"],
)
def test_a_table_that_cannot_be_read_sets_nobody(tmp_path, table):
    office = Office(tmp_path)
    with pytest.raises(InputError), office.desk() as desk:
        set_approvers(desk, ADMINISTRATOR, table)
    assert audited(office) == []


# Gone, back, bound


def test_whoever_has_gone_is_signed_out_and_signs_in_nowhere(tmp_path):
    office = Office(tmp_path).asked()
    visitor = office.as_(MANAGER)
    assert visitor.get("/api/v1/session").status_code == 200
    with office.desk() as desk:
        mark_gone(desk, ADMINISTRATOR, MANAGER.id)
        mark_gone(desk, ADMINISTRATOR, MANAGER.id)
    assert visitor.get("/api/v1/session").status_code == 401
    assert office.as_(None).get("/sign-in").text.count(MANAGER.name) == 0
    assert visitor.post("/sign-in", person_id=MANAGER.id).status_code in (403, 404)
    assert audited(office)[-1] == ("owen", "mark_gone", MANAGER.id, "")
    assert [verb for _, verb, _, _ in audited(office)].count("mark_gone") == 1


def test_a_session_that_is_still_open_ends_with_its_person(tmp_path):
    office = Office(tmp_path)
    office.records.open_session(SignedIn("office", MANAGER.id, "c"), "secret", office.now + timedelta(hours=1))
    with office.desk() as desk:
        desk.stores.people.save(replace(MANAGER, active=False))
    visitor = office.as_(None)
    visitor.browser.set_cookie("segue", "secret")
    assert visitor.get("/api/v1/session").status_code == 401


def test_whoever_is_back_signs_in_anew(tmp_path):
    office = Office(tmp_path)
    with office.desk() as desk:
        mark_gone(desk, ADMINISTRATOR, MANAGER.id)
    with office.desk() as desk:
        mark_back(desk, ADMINISTRATOR, MANAGER.id)
    assert office.as_(MANAGER).get("/api/v1/session").status_code == 200


def test_an_approver_who_has_gone_cannot_be_named_and_can_be_replaced(tmp_path):
    office = Office(tmp_path).asked()
    with office.desk() as desk:
        mark_gone(desk, ADMINISTRATOR, MANAGER.id)
        assert desk.stores.people.approvers()[LEAVER.id] == MANAGER.id, "shown as in want of somebody else"
    with pytest.raises(InputError) as refused, office.desk() as desk:
        set_approver(desk, ADMINISTRATOR, OTHER_LEAVER.address, MANAGER.address)
    assert refused.value.code == "person_gone"
    assert office.replace_approver(SUCCESSOR).departure.approver_id == SUCCESSOR.id


def test_nobody_marks_himself_or_takes_his_own_role(tmp_path):
    office = Office(tmp_path)
    for act in (
        lambda desk: mark_gone(desk, ADMINISTRATOR, ADMINISTRATOR.id),
        lambda desk: make_administrator(desk, ADMINISTRATOR, ADMINISTRATOR.id, is_one=False),
    ):
        with pytest.raises(NotAllowed) as refused, office.desk() as desk:
            act(desk)
        assert refused.value.code == "not_yourself"


def test_two_accounts_of_one_address_are_two_people_until_the_administrator_unbinds(tmp_path):
    office = Office(tmp_path)
    with office.desk() as desk:
        desk.stores.people.bind(LEAVER.id, "google", "subject-1")
        desk.stores.people.bind(LEAVER.id, "google", "subject-1")
    with pytest.raises(NotAllowed) as refused, office.desk() as desk:
        desk.stores.people.bind(LEAVER.id, "google", "subject-2")
    assert refused.value.code == "person_bound"
    with office.desk() as desk:
        assert desk.stores.people.by_subject("google", "subject-2") is None
        unbind(desk, ADMINISTRATOR, LEAVER.id)
    with office.desk() as desk:
        assert desk.stores.people.by_subject("google", "subject-1") is None
        desk.stores.people.bind(LEAVER.id, "google", "subject-2")
    assert audited(office) == [("owen", "unbind", LEAVER.id, "")]


def test_one_person_may_have_an_account_at_each_provider(tmp_path):
    with Office(tmp_path).desk() as desk:
        desk.stores.people.bind(LEAVER.id, "google", "one")
        desk.stores.people.bind(LEAVER.id, "microsoft", "one")
        assert desk.stores.people.subjects()[LEAVER.id] == ["google", "microsoft"]


@pytest.mark.parametrize("act", [mark_gone, mark_back, unbind], ids=lambda act: act.__name__)
def test_whoever_is_not_there_cannot_be_acted_on(tmp_path, act):
    with pytest.raises(NotFound), Office(tmp_path).desk() as desk:
        act(desk, ADMINISTRATOR, "nobody")


def test_a_name_that_letters_say_brings_them_back_to_the_approver(tmp_path):
    office = Office(tmp_path).approved()
    with office.desk() as desk:
        change_person(desk, ADMINISTRATOR, MANAGER.id, PersonFacts(MANAGER.name, "Director"))
    assert office.waiting() == set(), "no letter says the manager's title"
    with office.desk() as desk:
        facts = PersonFacts("Mara Lind", LEAVER.job_title, gender=Gender.FEMININE)
        change_person(desk, ADMINISTRATOR, LEAVER.id, facts)
    assert len(office.waiting()) == 5
    with office.desk() as desk:
        before = audited(office)
        change_person(desk, ADMINISTRATOR, LEAVER.id, facts)
    assert audited(office) == before


# Who sees what is confidential


def test_another_administrator_names_who_sees_confidential_departures(tmp_path):
    office = with_second(Office(tmp_path))
    with pytest.raises(NotAllowed) as refused, office.desk() as desk:
        name_viewer(desk, ADMINISTRATOR, ADMINISTRATOR.id, is_one=True)
    assert refused.value.code == "viewer_names_himself"
    with office.desk() as desk:
        name_viewer(desk, SECOND, ADMINISTRATOR.id, is_one=True)
    with office.look() as desk:
        assert desk.stores.workspace.confidential_viewers == {ADMINISTRATOR.id}
    assert audited(office) == [(SECOND.id, "name_viewer", ADMINISTRATOR.id, "")]


def test_the_only_administrator_names_himself_and_that_is_audited(tmp_path):
    office = Office(tmp_path)
    with office.desk() as desk:
        name_viewer(desk, ADMINISTRATOR, ADMINISTRATOR.id, is_one=True)
    assert audited(office) == [("owen", "name_viewer", "owen", "")]


def test_only_administrators_are_named_and_the_naming_ends_with_the_role(tmp_path):
    office = with_second(Office(tmp_path))
    with pytest.raises(InputError) as refused, office.desk() as desk:
        name_viewer(desk, ADMINISTRATOR, MANAGER.id, is_one=True)
    assert refused.value.code == "viewer_unfit"
    with office.desk() as desk:
        name_viewer(desk, ADMINISTRATOR, SECOND.id, is_one=True)
    with office.desk() as desk:
        make_administrator(desk, ADMINISTRATOR, SECOND.id, is_one=False)
    with office.look() as desk:
        assert desk.stores.workspace.confidential_viewers == frozenset()


def test_departures_are_listed_from_the_question_on_and_confidential_ones_counted(tmp_path):
    office = Office(tmp_path).begun()
    with office.look() as desk:
        assert departures_seen(desk, ADMINISTRATOR) == departures_seen(desk, ADMINISTRATOR, Stage.ASKED)
        assert departures_seen(desk, ADMINISTRATOR).hidden == 0
    other = Office(tmp_path / "other").asked()
    with other.look() as desk:
        seen = departures_seen(desk, ADMINISTRATOR)
        assert ([one.id for one in seen.departures], seen.hidden) == ([other.departure_id], 0)
    hide(other)
    with other.look() as desk:
        assert departures_seen(desk, ADMINISTRATOR).departures == ()
        assert departures_seen(desk, ADMINISTRATOR).hidden == 1
        assert departures_seen(desk, ADMINISTRATOR, Stage.AGREED).hidden == 0


# Replacing an approver


def test_replacing_is_audited_with_the_departure_that_moved(tmp_path):
    office = Office(tmp_path).asked().replace_approver(SUCCESSOR).replace_approver(SUCCESSOR)
    moved = [one for one in audited(office) if one[1] == Verb.REPLACE_APPROVER]
    assert moved == [("owen", "replace_approver", LEAVER.id, office.departure_id)]


def test_a_confidential_question_is_not_moved_by_whom_it_is_hidden_from(tmp_path):
    office = hide(Office(tmp_path).asked())
    with office.desk() as desk:
        set_approver(desk, ADMINISTRATOR, LEAVER.address, ADMINISTRATOR.address)
    assert office.departure.approver_id == MANAGER.id
    assert ("owen", "replace_approver", LEAVER.id, "") in audited(office)
    with pytest.raises(NotFound), office.look() as desk:
        as_approver(desk, ADMINISTRATOR, office.departure_id)


def test_a_cancelled_departure_stays_with_its_approver(tmp_path):
    office = Office(tmp_path).asked()
    with office.desk() as desk:
        departure = desk.stores.departures.get(office.departure_id)
        desk.stores.departures.save(departure.moved(Verb.CANCEL))
    assert office.replace_approver(SUCCESSOR).departure.approver_id == MANAGER.id


def test_nobody_is_made_his_own_approver_under_another_spelling(tmp_path):
    with pytest.raises(SelfApproval), Office(tmp_path).desk() as desk:
        set_approver(desk, ADMINISTRATOR, "new@norwell.example", " NEW@norwell.example ")


def test_a_silent_approver_shows_in_working_days(tmp_path):
    office = Office(tmp_path).asked()  # on a Tuesday
    with office.look() as desk:
        assert silent_for(desk, office.departure) == 0
    with office.move(days=6).look() as desk:
        assert silent_for(desk, office.departure) == 4
