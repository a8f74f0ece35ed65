"""The administrator changes the policy, sees before what it does, and open departures follow (P9)."""

from dataclasses import replace
from datetime import date

import pytest

from fakes.office import ADMINISTRATOR, LEAVER, MANAGER, SUCCESSOR, TERMS, Office
from segue.departure.errors import ChangedMeanwhile, InputError, NotAllowed, NotReleased
from segue.departure.letter_state import LetterState, Told
from segue.departure.policy import Policy, StandingTerms
from segue.departure.register import Register
from segue.departure.stage import Verb
from segue.departure.terms import Reason, SenderMode, Terms
from segue.desk.accounts import mark_gone
from segue.desk.hand_out import open_letter
from segue.desk.mark import set_status
from segue.desk.policy import change_policy, policy_preview

ALL = {"Tom", "Eleanor", "Callum", "Chiara", "Paolo"}
NOT_FORMAL = ALL - {"Callum"}
ALL_MODES = frozenset(SenderMode)


def change(office, by=ADMINISTRATOR, version=None, **changes):
    with office.desk() as desk:
        wanted = replace(desk.policy, **changes)
        return change_policy(desk, by, wanted, desk.policy.version if version is None else version)


def preview(office, by=ADMINISTRATOR, **changes):
    with office.look() as desk:
        return policy_preview(desk, by, replace(desk.policy, **changes))


def hide(office):
    with office.desk() as desk:
        departure = desk.stores.departures.get(office.departure_id)
        desk.stores.departures.save(replace(departure, confidential=True))


EFFECTS = {
    "a reason that letters give": ({"reasons": frozenset({Reason.STUDIES})}, NOT_FORMAL, set()),
    "a reason that none gives": ({"reasons": frozenset(Reason) - {Reason.STUDIES}}, set(), set()),
    "a copy to the approver": ({"copy_to_approver": True}, ALL, set()),
    "the way in which letters tell": ({"modes": ALL_MODES - {SenderMode.LEAVER}}, ALL, set()),
    "another way of telling": ({"modes": ALL_MODES - {SenderMode.MANAGER}}, set(), set()),
    "a blocked company": ({"blocked": ("Ashdown Tools",)}, set(), {"Callum"}),
    "a blocked domain": ({"blocked": ("brightwater.co.uk.example",)}, set(), {"Tom", "Eleanor"}),
    "a blocked address": ({"blocked": ("tom@brightwater.co.uk.example",)}, set(), {"Tom"}),
    "a register of some letters": ({"registers": frozenset({Register.FORMAL})}, NOT_FORMAL, set()),
    "a register of no letter": ({"registers": frozenset({Register.FORMAL, Register.NEUTRAL})}, set(), set()),
    "retention": ({"retention_days": 90}, set(), set()),
    "words": ({"words": 100}, set(), set()),
    "holidays": ({"holidays": (date(2026, 12, 25),)}, set(), set()),
    "a hope that nobody allowed": ({"hope_to_meet": False}, set(), set()),
}


@pytest.mark.parametrize("what", EFFECTS)
def test_a_change_touches_exactly_the_letters_that_it_concerns_and_is_foreseen(tmp_path, what):
    changes, waiting, withdrawn = EFFECTS[what]
    office = Office(tmp_path).approved()
    foreseen = preview(office, **changes)
    assert office.states() == dict.fromkeys(ALL, LetterState.APPROVED), "a preview writes nothing"
    change(office, **changes)
    assert office.waiting() == waiting
    assert set(office.states()) == ALL - withdrawn
    seen = [(one.waiting, one.withdrawn) for one in foreseen.effects]
    assert seen == ([(len(waiting), len(withdrawn))] if waiting or withdrawn else [])


def test_letters_whose_way_of_telling_is_closed_are_told_apart(tmp_path):
    office = Office(tmp_path).approved()
    assert preview(office, modes=ALL_MODES - {SenderMode.LEAVER}).effects[0].closed == 5
    assert preview(office, copy_to_approver=True).effects[0].closed == 0


def test_an_approval_that_policy_ended_does_not_come_back_with_the_policy(tmp_path):
    office = Office(tmp_path).approved()
    change(office, modes=ALL_MODES - {SenderMode.LEAVER})
    with pytest.raises(NotReleased), office.desk() as desk:
        open_letter(desk, LEAVER, office.letter("Tom").id)
    change(office, modes=ALL_MODES)
    assert office.waiting() == ALL


def test_a_letter_that_was_sent_stays_as_it_went_out(tmp_path):
    office = Office(tmp_path).approved()
    with office.desk() as desk:
        set_status(desk, LEAVER, office.letter("Tom").id, Told.SENT)
    change(office, modes=ALL_MODES - {SenderMode.LEAVER}, blocked=("brightwater.co.uk.example",))
    assert office.states()["Tom"] is LetterState.APPROVED


def test_versions_count_up_and_none_is_ever_lost(tmp_path):
    office = Office(tmp_path).approved()
    first, second = change(office, retention_days=60), change(office, words=150)
    with office.look() as desk:
        kept = desk.stores.policies.all()
        assert [(policy.version, by) for policy, _, by in kept] == [(2, "owen"), (1, "owen")]
        assert (desk.stores.policies.version(1), desk.stores.policies.version(0)) == (first, Policy())
        assert desk.policy == second


def test_an_approval_keeps_the_version_that_it_was_given_under(tmp_path):
    office = Office(tmp_path)
    change(office, retention_days=60)
    office.approved()
    change(office, words=150)
    with office.look() as desk:
        assert desk.stores.letters.approval(office.letter("Tom").id).policy_version == 1


def test_a_change_is_audited_once_and_the_same_again_is_none(tmp_path):
    office = Office(tmp_path)
    assert change(office, retention_days=60) == change(office, retention_days=60) == change(office, version=0)
    with office.look() as desk:
        entries = [one for one in desk.stores.audit.entries() if one.verb == "change_policy"]
        assert [(one.person_id, one.details) for one in entries] == [("owen", {"policy": "1"})]


def test_two_administrators_do_not_overwrite_each_other(tmp_path):
    office = Office(tmp_path)
    change(office, retention_days=60)
    with pytest.raises(ChangedMeanwhile):
        change(office, version=0, retention_days=90)


@pytest.mark.parametrize("who", [LEAVER, MANAGER, SUCCESSOR], ids=lambda who: who.id)
def test_only_an_administrator_changes_or_foresees(tmp_path, who):
    office = Office(tmp_path)
    with pytest.raises(NotAllowed):
        change(office, by=who, words=150)
    with pytest.raises(NotAllowed):
        preview(office, by=who, words=150)


def test_a_confidential_departure_is_counted_and_not_named(tmp_path):
    office = Office(tmp_path).approved()
    hide(office)
    found = preview(office, copy_to_approver=True)
    assert (found.effects, found.hidden) == ((), 1)
    with office.desk() as desk:
        viewers = frozenset({ADMINISTRATOR.id})
        desk.stores.settings.save(replace(desk.stores.workspace, confidential_viewers=viewers))
    found = preview(office, copy_to_approver=True)
    assert ([one.departure.id for one in found.effects], found.hidden) == ([office.departure_id], 0)


def test_a_departure_that_is_over_is_left_alone(tmp_path):
    office = Office(tmp_path).approved()
    with office.desk() as desk:
        departure = desk.stores.departures.get(office.departure_id)
        desk.stores.departures.save(departure.moved(Verb.CANCEL))
    assert preview(office, copy_to_approver=True).effects == ()
    change(office, copy_to_approver=True)
    assert office.waiting() == set()


REFUSED = {
    "no mode": ({"modes": frozenset()}, "policy_without_mode", "modes"),
    "no register": ({"registers": frozenset()}, "policy_without_register", "registers"),
    "six days": ({"retention_days": 6}, "number_between", "retention_days"),
    "ninety-one days": ({"retention_days": 91}, "number_between", "retention_days"),
    "no words": ({"words": 0}, "number_between", "words"),
    "a negative lead time": ({"lead_time_days": -1}, "number_between", "lead_time_days"),
    "a huge number": ({"words": 10**30}, "number_between", "words"),
    "a blocked nothing": ({"blocked": ("@",)}, "policy_blocked_entry", "blocked"),
    "a blocked mark": ({"blocked": ("—",)}, "policy_blocked_entry", "blocked"),
    "a blocked half address": ({"blocked": ("tom@",)}, "policy_blocked_entry", "blocked"),
    "a blocked broken address": ({"blocked": ("to m@x..y",)}, "policy_blocked_entry", "blocked"),
    "a blocked invisible": ({"blocked": ("ash\u202edown",)}, "policy_blocked_entry", "blocked"),
    "a blocked novel": ({"blocked": ("x" * 201,)}, "policy_blocked_entry", "blocked"),
    "too many blocked": ({"blocked": tuple(f"{n}.example" for n in range(2001))}, "policy_list_long", "blocked"),
    "too many holidays": ({"holidays": (date(2026, 12, 25),) * 401}, "policy_list_long", "holidays"),
    "a holiday of long ago": ({"holidays": (date(1, 1, 1),)}, "date_unreadable", "holidays"),
    "an unknown standing approver": (
        {"standing": StandingTerms("nobody", TERMS)},
        "standing_approver_unfit",
        "standing_approver",
    ),
    "standing terms without a way": (
        {"standing": StandingTerms("priya", Terms(may_tell=True))},
        "standing_mode_against_policy",
        "standing_mode",
    ),
    "standing terms that policy closes": (
        {"standing": StandingTerms("priya", TERMS), "modes": frozenset({SenderMode.MANAGER})},
        "standing_mode_against_policy",
        "standing_mode",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_policy_that_cannot_be_is_refused_at_its_field(tmp_path, what):
    changes, code, field = REFUSED[what]
    office = Office(tmp_path)
    for tried in (change, preview):
        with pytest.raises(InputError) as refused:
            tried(office, **changes)
        assert (refused.value.code, refused.value.field) == (code, field)
    with office.look() as desk:
        assert desk.policy == Policy()


def test_a_standing_approver_who_has_gone_is_none(tmp_path):
    office = Office(tmp_path)
    with office.desk() as desk:
        mark_gone(desk, ADMINISTRATOR, MANAGER.id)
    with pytest.raises(InputError) as refused:
        change(office, standing=StandingTerms(MANAGER.id, TERMS))
    assert refused.value.code == "standing_approver_unfit"


def test_lists_are_kept_without_noise(tmp_path):
    typed = (" Ashdown  Tools ", "ashdown tools", "@Brightwater.EXAMPLE", "TOM@x.example", "", "brightwater.example")
    kept = change(Office(tmp_path), blocked=typed, holidays=(date(2026, 12, 26), date(2026, 12, 25)) * 2)
    assert {entry.casefold() for entry in kept.blocked} == {"ashdown tools", "brightwater.example", "tom@x.example"}
    assert len(kept.blocked) == 3
    assert kept.holidays == (date(2026, 12, 25), date(2026, 12, 26))
