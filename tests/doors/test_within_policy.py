"""Choices on the leaver's pages follow company policy; what it closed meanwhile is kept, and nothing is lost (P9)."""

import html
import re
from dataclasses import replace
from datetime import date

import pytest

from fakes.office import ATTESTED, FACTS, LEAVER, MANAGER, Office
from segue.departure.consent import Ground, PersonalContact
from segue.departure.kind import DepartureKind
from segue.departure.register import Register
from segue.departure.terms import Reason, SenderMode
from segue.desk.attest import attest
from segue.desk.start import start
from segue.desk.take_over import Absent, open_for

ONLY_FORMAL = {"registers": frozenset({Register.FORMAL})}
NEVER_WARM = {"registers": frozenset({Register.FORMAL, Register.NEUTRAL})}
PRIVATE = PersonalContact("mara@home.example", Ground.FRIEND, date(2027, 1, 31))


def set_policy(office, **changes):
    with office.desk() as desk:
        desk.stores.policies.add(replace(desk.policy, **changes), desk.now, office.administrator.id)
    return office


def form_of(page):
    """Return what a browser would hand in of a page's main form, had nobody touched it."""
    form = re.findall(r"<form method=\"post\" class=\"beside\".*?</form>", page.text, re.DOTALL)[0]
    fields = {}
    for tag in re.findall(r"<input[^>]*>", form):
        kind, name, value = (re.search(rf'\b{one}="([^"]*)"', tag) for one in ("type", "name", "value"))
        if name and (kind is None or kind[1] not in ("radio", "checkbox") or " checked" in tag):
            fields[name[1]] = html.unescape(value[1]) if value else ""
    for name, options in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        picked = re.search(r'value="([^"]*)" selected', options)
        fields[name] = picked[1] if picked else ""
    for name, text in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL):
        fields[name] = html.unescape(text)
    return {name: value for name, value in fields.items() if name != "csrf_token"}


def see(office, path="ask", who=LEAVER):
    return office.as_(who).get(f"/departures/{office.departure_id}/{path}")


def save(office, path="ask", who=LEAVER, **changes):
    """Open a page and save it as it stands, but for what is changed."""
    fields = {**form_of(see(office, path, who)), **changes}
    return office.as_(who).post(f"/departures/{office.departure_id}/{path}", **fields)


def choices(page, name):
    return re.findall(rf'name="{name}" type="radio" value="([^"]*)"', page.text)


def options(page, name):
    found = re.search(rf'<select[^>]*name="{name}".*?</select>', page.text, re.DOTALL)
    return re.findall(r'<option value="([^"]*)"', found[0]) if found else []


# The facts


def test_only_what_policy_allows_is_offered(tmp_path):
    modes, reasons = frozenset(SenderMode) - {SenderMode.HAND_OVER}, frozenset({Reason.STUDIES})
    office = set_policy(Office(tmp_path).begun(replace(FACTS, reason=None)), **NEVER_WARM, modes=modes, reasons=reasons)
    page = see(office)
    assert choices(page, "register") == ["formal", "neutral"]
    assert options(page, "reason") == ["", "studies"]
    assert choices(page, "proposed_mode") == []
    assert "In the first person" in page.text


def test_what_policy_closed_since_stands_there_marked_and_is_kept_when_the_page_is_saved(tmp_path):
    proposed = replace(FACTS, register=Register.WARM, hope_to_meet=True)
    office = Office(tmp_path).begun(proposed)
    set_policy(office, **NEVER_WARM, reasons=frozenset({Reason.STUDIES}), hope_to_meet=False)
    page = see(office)
    assert choices(page, "register") == ["formal", "neutral", "warm"]
    assert page.text.count("(no longer allowed by the company’s policy)") == 2
    before = office.departure
    assert save(office).status_code == 302
    assert office.departure == before


def test_one_register_is_said_and_not_asked_and_the_choice_of_before_is_kept(tmp_path):
    office = set_policy(Office(tmp_path).begun(replace(FACTS, register=Register.WARM)), **ONLY_FORMAL)
    page = see(office)
    assert choices(page, "register") == []
    assert "“Warm” was chosen before" in page.text
    assert save(office).status_code == 302
    assert office.departure.register is Register.WARM


def test_without_a_way_of_telling_or_a_reason_the_page_says_why(tmp_path):
    office = Office(tmp_path).begun(replace(FACTS, proposed_mode=SenderMode.HAND_OVER))
    set_policy(office, modes=frozenset({SenderMode.MANAGER}), reasons=frozenset())
    page = see(office)
    assert "By the company’s policy, your manager tells the clients" in page.text
    assert "lets no letter give a reason" in page.text
    before = office.departure
    assert save(office).status_code == 302
    assert office.departure == before


def test_the_live_letter_is_told_in_the_way_that_policy_leaves_open(tmp_path):
    office = set_policy(Office(tmp_path).begun(), modes=frozenset({SenderMode.HAND_OVER, SenderMode.MANAGER}))
    assert "last day" not in re.search(r'srcdoc="(.*?)"', see(office).text, re.DOTALL)[1]


@pytest.mark.parametrize(
    ("policy", "field", "value"),
    [
        (NEVER_WARM, "register", "warm"),
        ({"modes": frozenset({SenderMode.LEAVER, SenderMode.MANAGER})}, "proposed_mode", "hand_over"),
        ({"reasons": frozenset({Reason.STUDIES})}, "reason", "relocation"),
        ({"hope_to_meet": False}, "hope_to_meet", "true"),
        ({"personal_contact": False}, "personal_said", "mara@home.example"),
    ],
)
def test_what_was_closed_while_the_page_was_open_is_refused_and_told(tmp_path, policy, field, value):
    office = set_policy(Office(tmp_path).begun(), **policy)
    more = {"personal_ground": "friend", "personal_until": "2027-01-31"} if field == "personal_said" else {}
    page = save(office, **{field: value}, **more)
    assert page.status_code == 422
    assert f'href="#f-{field}"' in page.text
    assert f'id="f-{field}"' in page.text


def test_a_departure_begins_in_a_register_that_policy_allows(tmp_path):
    office = set_policy(Office(tmp_path), **ONLY_FORMAL)
    with office.desk() as desk:
        assert start(desk, LEAVER, "Jonas Whitfield", FACTS.last_day, "").register is Register.FORMAL


def test_who_leads_it_is_offered_the_same(tmp_path):
    office = Office(tmp_path)
    with office.desk() as desk:
        gone = Absent(LEAVER.address, date(2026, 8, 31), "Jonas Whitfield", DepartureKind.GONE)
        office.departure_id = open_for(desk, MANAGER, gone).id
    set_policy(office, **NEVER_WARM)
    assert choices(see(office, "facts", MANAGER), "register") == ["formal", "neutral"]


# A private contact


def with_private(office):
    return set_policy(office, personal_contact=True).change(personal_contact=PRIVATE)


def test_a_private_contact_that_policy_closed_since_is_kept_shown_and_stands_in_no_letter(tmp_path):
    office = set_policy(with_private(Office(tmp_path).begun()), personal_contact=False)
    page = see(office)
    assert "mara@home.example" in page.text
    assert "it stays stored here and stands in no letter" in page.text
    assert save(office, contact_phone="+44 20 7946 0200").status_code == 302
    assert office.departure.contact_points[0].phone == "+44 20 7946 0200"
    assert office.departure.personal_contact == PRIVATE


def test_one_that_the_contract_closed_since_is_kept_too(tmp_path):
    office = with_private(Office(tmp_path).asked())
    with office.desk() as desk:
        bound = replace(ATTESTED, non_solicitation=True)
        attest(desk, LEAVER, office.departure_id, bound, office.departure.version)
    assert save(office, then="save").status_code == 302
    assert office.departure.personal_contact == PRIVATE


def test_a_closed_private_contact_can_be_taken_back_and_not_changed(tmp_path):
    office = set_policy(with_private(Office(tmp_path).begun()), personal_contact=False)
    assert save(office, personal_said="mara@other.example").status_code == 422
    assert office.departure.personal_contact == PRIVATE
    assert save(office, personal_said="").status_code == 302
    assert office.departure.personal_contact is None


# One client


def test_a_client_is_offered_the_registers_of_the_policy_and_the_one_of_before(tmp_path):
    office = Office(tmp_path).listed().change_client("Tom", register=Register.WARM)
    set_policy(office, **NEVER_WARM)
    tom, paolo = (f"clients/{office.client(name).id}" for name in ("Tom", "Paolo"))
    assert options(see(office, paolo), "register") == ["", "formal", "neutral"]
    assert options(see(office, tom), "register") == ["", "formal", "neutral", "warm"]
    assert save(office, tom).status_code == 302
    assert office.client("Tom").register is Register.WARM


def test_a_client_with_one_register_to_choose_from_is_not_asked_about(tmp_path):
    office = set_policy(Office(tmp_path).listed(), **ONLY_FORMAL)
    page = see(office, f"clients/{office.client('Tom').id}")
    assert options(page, "register") == []
    assert "The company’s policy allows nothing else." in page.text


def test_as_for_all_names_the_register_that_letters_get(tmp_path):
    office = Office(tmp_path).listed().change(register=Register.WARM)
    set_policy(office, **NEVER_WARM)
    assert "As for all: Neutral" in see(office, f"clients/{office.client('Tom').id}").text


def test_where_no_reason_may_be_given_nobody_is_asked_for_which_clients(tmp_path):
    office = Office(tmp_path).listed()
    tom = f"clients/{office.client('Tom').id}"
    assert options(see(office, tom), "give_reason")
    office.change_client("Tom", give_reason=False)
    page = see(set_policy(office, reasons=frozenset()), tom)
    assert options(page, "give_reason") == []
    assert save(office, tom).status_code == 302
    assert office.client("Tom").give_reason is False, "what was chosen before stays"
