"""The leaver's two words: on the contract before asking (P10), and on what the manager allowed (P4)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from fakes.office import ATTESTED, ELEANOR, FACTS, HAND_OVER, LEAVER, MANAGER, OTHER_LEAVER, TERMS, TOM, Office
from segue.departure.consent import ConsentItem, Ground, PersonalContact
from segue.departure.errors import ChangedMeanwhile, InputError, NotFound, NotNow, NotReleased
from segue.departure.findings import blocking
from segue.departure.permission import permission
from segue.departure.policy import Policy
from segue.departure.stage import Stage, Verb
from segue.departure.terms import NewJobFact, Reason, SenderMode
from segue.desk.ask import ask
from segue.desk.attest import agree, attest, to_agree_on
from segue.desk.choose import choose_by
from segue.desk.hand_out import open_letter
from segue.desk.reading import hand_for_reading
from segue.desk.start import change_facts
from segue.desk.writing import write_letter

HOPE = replace(TERMS, may_hope_to_meet=True)
LETTER, REASON, HOPE_TO_MEET = ConsentItem.LETTER, ConsentItem.REASON, ConsentItem.HOPE_TO_MEET


def verbs(office):
    """Return what the audit holds of the departure, in order."""
    with office.look() as desk:
        return [entry.verb for entry in desk.stores.audit.entries(office.departure_id)]


def set_policy(office, **changes):
    with office.desk() as desk:
        desk.stores.policies.add(replace(desk.policy, **changes), desk.now, office.administrator.id)


def say(office, *declined, by=LEAVER, version=None):
    with office.desk() as desk:
        now = desk.stores.departures.get(office.departure_id)
        return agree(desk, by, now.id, frozenset(declined), now.version if version is None else version)


def may_say(office):
    with office.look() as desk:
        return permission(desk.terms(office.departure)).may_say


# The contract


def test_nobody_asks_before_he_declared_what_binds_him(tmp_path):
    office = Office(tmp_path).begun()
    with pytest.raises(InputError) as missing, office.desk() as desk:
        ask(desk, LEAVER, office.departure_id, office.departure.version)
    assert (missing.value.code, missing.value.field) == ("attestation_missing", "notice_given_on")
    assert office.departure.stage is Stage.PREPARING


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"notice_given_on": date(2026, 9, 2)}, "notice_in_the_future", "notice_given_on"),
        ({"contract_read": False}, "contract_not_read", "contract_read"),
    ],
)
def test_notice_comes_first_and_the_contract_is_read(tmp_path, changes, code, field):
    office = Office(tmp_path).begun()
    with pytest.raises(InputError) as wrong, office.desk() as desk:
        attest(desk, LEAVER, office.departure_id, replace(ATTESTED, **changes), office.departure.version)
    assert (wrong.value.code, wrong.value.field, office.departure.attestation) == (code, field, None)


def test_what_is_declared_later_takes_sentences_out_again(tmp_path):
    office = Office(tmp_path).approved(facts=replace(FACTS, hope_to_meet=True), terms=HOPE)
    assert "hope_to_meet" in may_say(office)
    bound = replace(ATTESTED, non_solicitation=True)
    with office.desk() as desk:
        attest(desk, LEAVER, office.departure_id, bound, office.departure.version)
    assert "hope_to_meet" not in may_say(office)
    assert "Tom" in office.waiting()
    assert not office.letter("Tom").facts.hope_to_meet


def test_the_same_declaration_again_changes_nothing(tmp_path):
    office = Office(tmp_path).approved()
    before, told = office.departure, verbs(office)
    with office.desk() as desk:
        attest(desk, LEAVER, before.id, ATTESTED, before.version)
    assert (office.departure, verbs(office)) == (before, told)


def test_the_same_facts_again_change_nothing_and_others_are_recorded_once(tmp_path):
    office = Office(tmp_path).begun()
    before, told = office.departure, verbs(office)
    office.change()
    assert (office.departure, verbs(office)) == (before, told)
    office.change(hope_to_meet=True)
    assert verbs(office) == [*told, Verb.CHANGE_FACTS]
    with pytest.raises(ChangedMeanwhile), office.desk() as desk:
        change_facts(desk, LEAVER, before.id, FACTS, before.version)


def test_notice_shorter_than_the_policys_is_no_reason_to_refuse_the_question(tmp_path):
    office = Office(tmp_path)
    set_policy(office, lead_time_days=90)
    assert office.asked().departure.stage is Stage.ASKED


# The answer


def test_nothing_leaves_before_the_leaver_agreed(tmp_path):
    office = Office(tmp_path).asked().answer()
    assert office.departure.stage is Stage.ANSWERED
    with pytest.raises(NotNow) as kept, office.desk() as desk:
        hand_for_reading(desk, LEAVER, office.departure_id, [])
    assert kept.value.code == "not_agreed_yet"


def test_what_is_agreed_may_be_said_and_what_is_declined_may_not(tmp_path):
    office = Office(tmp_path).asked().answer(HOPE)
    say(office, REASON)
    assert office.departure.stage is Stage.AGREED
    assert (office.departure.consent.shown, office.departure.consent.declined) == (
        {LETTER, REASON, HOPE_TO_MEET},
        {REASON},
    )
    assert "hope_to_meet" in may_say(office)
    assert "reason_new_role" not in may_say(office)
    assert verbs(office)[-1] == Verb.AGREE


def test_a_word_taken_back_reopens_exactly_the_letters_that_it_changes(tmp_path):
    office = Office(tmp_path).approved()
    assert office.waiting() == set()
    say(office, REASON)
    assert office.waiting() == {"Tom", "Eleanor", "Chiara", "Paolo"}, "Callum's formal letter gives no reason"
    say(office)
    assert office.letter("Tom").facts.reason is Reason.NEW_ROLE


def test_who_will_not_write_gives_the_question_back(tmp_path):
    office = Office(tmp_path).approved()
    say(office, LETTER)
    assert office.departure.stage is Stage.ASKED
    assert verbs(office)[-1] == Verb.DECLINE
    with pytest.raises(NotReleased), office.desk() as desk:
        open_letter(desk, LEAVER, office.letter("Tom").id)


def test_the_same_answer_again_does_not_pass_over_who_declined_it(tmp_path):
    office = Office(tmp_path).asked().answer()
    say(office, LETTER)
    office.answer()
    assert office.departure.stage is Stage.ANSWERED
    say(office)
    assert office.departure.stage is Stage.AGREED


def test_a_second_answer_that_asks_nothing_new_needs_no_second_word(tmp_path):
    office = Office(tmp_path).asked().answer().agree()
    office.answer(replace(TERMS, comment="Mind the date"))
    assert office.departure.stage is Stage.AGREED
    office.answer(HOPE)
    assert office.departure.stage is Stage.ANSWERED
    assert "hope_to_meet" not in may_say(office), "what he was not asked about is not his word"


def test_letters_of_the_managers_own_need_no_word(tmp_path):
    office = Office(tmp_path).asked().answer(replace(TERMS, mode=SenderMode.MANAGER))
    assert office.departure.stage is Stage.AGREED


def test_a_hand_over_asks_only_whether_he_writes(tmp_path):
    office = Office(tmp_path).asked().answer(HAND_OVER)
    with office.look() as desk:
        assert to_agree_on(desk, office.departure) == {LETTER}


def test_what_policy_or_contract_rule_out_is_not_asked_about(tmp_path):
    everything = replace(HOPE, may_give_personal_contact=True, new_job_facts=frozenset(NewJobFact))
    office = Office(tmp_path).asked().answer(everything)
    with office.look() as desk:
        assert to_agree_on(desk, office.departure) == {LETTER, REASON, HOPE_TO_MEET}
    set_policy(office, personal_contact=True, new_job=True)
    with office.look() as desk:
        assert to_agree_on(desk, office.departure) == frozenset(ConsentItem)
    bound = replace(ATTESTED, non_solicitation=True, non_compete=True)
    with office.desk() as desk:
        attest(desk, LEAVER, office.departure_id, bound, office.departure.version)
    with office.look() as desk:
        assert to_agree_on(desk, office.departure) == {LETTER, REASON}


def test_a_word_on_an_answer_that_changed_meanwhile_is_not_kept(tmp_path):
    office = Office(tmp_path).asked().answer()
    seen = office.departure.version
    office.answer(HOPE)
    with pytest.raises(ChangedMeanwhile):
        say(office, version=seen)
    assert office.departure.consent is None


@pytest.mark.parametrize("who", [MANAGER, OTHER_LEAVER], ids=lambda who: who.id)
def test_nobody_agrees_for_somebody_else(tmp_path, who):
    office = Office(tmp_path).asked().answer()
    with pytest.raises(NotFound):
        say(office, by=who)


@pytest.mark.parametrize("stage", ["begun", "asked"])
def test_there_is_nothing_to_agree_to_before_the_answer(tmp_path, stage):
    office = getattr(Office(tmp_path), stage)()
    with pytest.raises(NotNow):
        say(office)


# A private contact

PRIVATE = PersonalContact("mara@home.example", Ground.FRIEND, FACTS.last_day + timedelta(days=90))


def propose(office, contact=PRIVATE, attested=ATTESTED, **policy):
    set_policy(office, **{"personal_contact": True, **policy})
    office.begun()
    with office.desk() as desk:
        attest(desk, LEAVER, office.departure_id, attested, office.departure.version)
    return office.change(personal_contact=contact)


def test_a_private_contact_is_proposed_where_policy_and_contract_leave_it_open(tmp_path):
    assert propose(Office(tmp_path)).departure.personal_contact == PRIVATE


@pytest.mark.parametrize(
    ("contact", "attested", "policy", "code", "field"),
    [
        (PRIVATE, ATTESTED, {"personal_contact": False}, "personal_contact_closed", "personal_said"),
        (PRIVATE, replace(ATTESTED, non_solicitation=True), {}, "personal_contact_closed", "personal_said"),
        (
            replace(PRIVATE, until=FACTS.last_day - timedelta(days=1)),
            ATTESTED,
            {},
            "personal_contact_too_short",
            "personal_until",
        ),
        (replace(PRIVATE, ground=Ground.DUTY), ATTESTED, {}, "personal_contact_without_duty", "personal_ground"),
    ],
)
def test_a_private_contact_that_could_never_be_given_is_told_at_its_field(
    tmp_path, contact, attested, policy, code, field
):
    office = Office(tmp_path)
    with pytest.raises(InputError) as wrong:
        propose(office, contact, attested, **policy)
    assert (wrong.value.code, wrong.value.field, office.departure.personal_contact) == (code, field, None)


def test_a_duty_is_a_ground_for_whoever_declared_it(tmp_path):
    by_duty = replace(PRIVATE, ground=Ground.DUTY, until=FACTS.last_day)
    office = propose(Office(tmp_path), by_duty, replace(ATTESTED, post_exit_help=True))
    assert office.departure.personal_contact == by_duty


def test_the_default_policy_gives_no_private_contact():
    assert not Policy().personal_contact


GIVEN = replace(HOPE, may_give_personal_contact=True)


def ready(tmp_path, contact=PRIVATE, terms=GIVEN, *declined, ticked=True, attested=ATTESTED):
    """Bring an office to Tom's letter, with the private contact proposed, answered, agreed to and ticked."""
    office = propose(Office(tmp_path), contact, attested)
    with office.desk() as desk:
        ask(desk, LEAVER, office.departure_id, office.departure.version)
    office.answer(terms)
    say(office, *declined)
    office.load(TOM, ELEANOR)
    with office.desk() as desk:
        choose_by(desk, LEAVER, office.departure_id, "Clients", "", True)
    return office.change_client("Tom", personal_contact=ticked)


def said_to(office, name="Tom"):
    with office.look() as desk:
        client = next(one for one in desk.stores.clients.all(office.departure_id) if one.name.startswith(name))
        return write_letter(desk, office.departure, client)


def test_a_private_contact_stands_in_the_letters_of_ticked_clients_alone(tmp_path):
    office = ready(tmp_path)
    assert PRIVATE.said in said_to(office).letter.text
    assert PRIVATE.said not in said_to(office, "Eleanor").letter.text
    assert blocking(said_to(office).findings) == []


@pytest.mark.parametrize(
    "missing",
    [
        {"terms": HOPE},
        {"declined": [ConsentItem.PERSONAL_CONTACT]},
        {"ticked": False},
    ],
    ids=["not allowed", "not agreed", "not ticked"],
)
def test_whatever_is_missing_keeps_the_private_contact_out(tmp_path, missing):
    declined = missing.pop("declined", [])
    office = ready(tmp_path, PRIVATE, missing.pop("terms", GIVEN), *declined, **missing)
    assert PRIVATE.said not in said_to(office).letter.text


def test_a_ground_that_falls_away_takes_the_private_contact_along(tmp_path):
    helps = replace(ATTESTED, post_exit_help=True)
    office = ready(tmp_path, replace(PRIVATE, ground=Ground.DUTY), attested=helps)
    assert PRIVATE.said in said_to(office).letter.text
    with office.desk() as desk:
        attest(desk, LEAVER, office.departure_id, ATTESTED, office.departure.version)
    assert PRIVATE.said not in said_to(office).letter.text


def test_a_policy_that_tightens_takes_it_out_again(tmp_path):
    office = ready(tmp_path)
    set_policy(office, personal_contact=False)
    assert PRIVATE.said not in said_to(office).letter.text


def test_a_private_contact_in_a_personal_line_keeps_the_letter_back(tmp_path):
    office = ready(tmp_path).change_client("Eleanor", note=f"Write to {PRIVATE.said}!")
    assert [one.id for one in blocking(said_to(office, "Eleanor").findings)] == ["private_contact"]


@pytest.mark.parametrize("said", ["call me and join me at my next company", "a@b", "12 Rose Lane", "x" * 101])
def test_a_private_contact_is_one_channel_and_no_prose(tmp_path, said):
    with pytest.raises(InputError) as wrong:
        propose(Office(tmp_path), replace(PRIVATE, said=said))
    assert (wrong.value.code, wrong.value.field) == ("personal_contact_unfit", "personal_said")


@pytest.mark.parametrize("said", ["+44 7700 900123", "linkedin.com/in/mara", "https://mara.example/me", "@maralind"])
def test_a_number_a_profile_and_a_handle_are_channels_too(tmp_path, said):
    assert propose(Office(tmp_path), replace(PRIVATE, said=said)).departure.personal_contact.said == said


def test_a_changed_private_contact_returns_the_letters_that_give_it_and_no_others(tmp_path):
    office = ready(tmp_path)
    with office.desk() as desk:
        ids = [client.id for client in desk.stores.clients.all(office.departure_id)]
        hand_for_reading(desk, LEAVER, office.departure_id, ids)
    office.approve()
    office.change(personal_contact=replace(PRIVATE, until=PRIVATE.until + timedelta(days=1)))
    assert office.waiting() == {"Tom"}
    office.approve()
    say(office, ConsentItem.PERSONAL_CONTACT)
    assert office.waiting() == {"Tom"}
    assert PRIVATE.said not in office.letter("Tom").content.text


def test_a_name_in_an_approved_private_contact_does_not_take_the_letter_back(tmp_path):
    office = ready(tmp_path, replace(PRIVATE, said="linkedin.com/in/mara-contoso"))
    with office.desk() as desk:
        hand_for_reading(desk, LEAVER, office.departure_id, [office.client("Tom").id])
    office.approve()
    office.change(denied=("Contoso",))
    assert office.waiting() == set()
    assert [letter.client_name for letter in office.letters()] == ["Tom Stainsby"]
