"""Which letters are golden: one for each thing that reads differently, per language."""

from dataclasses import replace
from datetime import date

from letter_samples import (
    BRIDGE,
    CHANGED_ROLE,
    CHANGING_ROLE,
    FORMAL,
    GONE,
    INTERIM,
    NEUTRAL,
    NOTES,
    PACKS,
    RETIRING,
    SUCCESSOR_KNOWN,
    WARM,
    WRITERS,
    F,
    M,
    U,
    by_topic,
    correction,
    facts,
    hand_over,
    managed,
    rich,
    to_a_team,
    to_the_manager,
    with_client,
    with_contact,
)

from segue.departure.register import Register
from segue.departure.terms import Reason
from segue.letters.facts import Leaver, LetterFacts

COMPANY = {"name": "", "given": "", "family": "", "title": "", "company": "Meridian Ltd.", "is_company": True}
Letters = dict[str, LetterFacts]


def golden_facts(locale: str) -> Letters:
    """Return the facts of every golden letter of a language, by the file's name."""
    told = {**_leaving(locale), **_other_kinds(locale), **_other_contacts(locale), **_managed(locale)}
    told |= {**_hand_over(locale), **_second(locale), **_other_forms(locale)}
    return {**told, **_after_a_call(locale), **_updates(locale)}


def golden_replies(locale: str) -> Letters:
    """Return the facts of every golden set of answers for when clients write back, by the file's name."""
    return {
        "replies-formal": with_contact(facts(locale, FORMAL), phone="030 99"),
        "replies-neutral": facts(locale, NEUTRAL, reason=Reason.RELOCATION),
        "replies-warm": with_contact(facts(locale, WARM, reason=Reason.STUDIES), email="", phone="030 99"),
        "replies-retiring": facts(locale, WARM, kind=RETIRING),
        "replies-changing-role": facts(locale, NEUTRAL, kind=CHANGING_ROLE),
        "replies-several": by_topic(facts(locale, NEUTRAL, reason=Reason.NEW_ROLE), 3),
        "replies-manager": managed(locale, FORMAL, leaver=_leaver(locale, F)),
        "replies-manager-gone": managed(locale, NEUTRAL, kind=GONE, leaver=_leaver(locale, M)),
        "replies-manager-changed-role": managed(locale, FORMAL, kind=CHANGED_ROLE, leaver=_leaver(locale, F)),
        "replies-manager-changed-role-warm": managed(locale, WARM, kind=CHANGED_ROLE),
        "replies-manager-retiring": managed(locale, WARM, kind=RETIRING),
        "replies-self": to_the_manager(managed(locale, NEUTRAL)),
        "replies-hand-over": hand_over(locale, FORMAL),
        "replies-hand-over-warm": hand_over(locale, WARM),
    }


def golden_auto_replies(locale: str) -> Letters:
    """Return the facts of every golden automatic reply of a language, by the file's name."""
    bridged = with_contact(facts(locale, bridge=BRIDGE), first_day=date(2025, 12, 1))
    return {
        "auto-reply": facts(locale, FORMAL),
        "auto-reply-retiring": with_contact(facts(locale, kind=RETIRING), phone="030 99"),
        "auto-reply-changed-role": managed(locale, WARM, kind=CHANGED_ROLE),
        "auto-reply-gone": to_the_manager(managed(locale, kind=GONE, leaver=_leaver(locale, F))),
        "auto-reply-interim": with_contact(facts(locale), kind=INTERIM),
        "auto-reply-bridge": bridged,
        "auto-reply-two-contacts": by_topic(facts(locale), 2),
        "auto-reply-three-contacts": by_topic(bridged, 3),
        "auto-reply-hand-over": hand_over(locale),
        "auto-reply-hand-over-team": to_a_team(hand_over(locale)),
    }


def golden_talks(locale: str) -> Letters:
    """Return the facts of every golden set of talking points of a language, by the file's name."""
    return {
        "talking-leaver": by_topic(rich(locale, NEUTRAL), 3),
        "talking-manager": managed(locale, WARM, leaver=_leaver(locale, F), years_together=5),
    }


PRIVATE = {"personal_contact": "mara@lindqvist.example", "personal_end": date(2026, 1, 31)}


def _leaver(locale: str, gender: object) -> Leaver:
    return Leaver(WRITERS[locale].name, gender)  # type: ignore[arg-type]


def _leaving(locale: str) -> Letters:
    unstated = {"gender": U, "title": ""}
    return {
        "formal-plain": facts(locale, FORMAL),
        "neutral-plain": facts(locale, NEUTRAL),
        "warm-plain": facts(locale, WARM),
        "formal-rich": rich(locale, FORMAL),
        "neutral-rich": rich(locale, NEUTRAL),
        "warm-rich": replace(rich(locale, WARM), note=NOTES[locale], reason=None, hope_to_meet=False),
        "formal-interim": with_contact(facts(locale, FORMAL, years_together=1), kind=INTERIM, job_title="Team Lead"),
        "warm-reason": rich(locale, WARM),
        "warm-interim": with_contact(facts(locale, WARM, years_together=11), kind=INTERIM),
        "neutral-bridge": with_contact(
            facts(locale, bridge=replace(BRIDGE, first_day=date(2025, 10, 9)), last_day=date(2025, 10, 8)),
            first_day=date(2025, 12, 1),
        ),
        "neutral-unstated": with_contact(
            with_client(facts(locale, reason=Reason.STUDIES), **unstated),
            gender=U,
            years_here=1,
            email="",
            phone="030 99",
        ),
        "warm-unstated": with_client(
            with_contact(facts(locale, WARM, reason=Reason.RELOCATION), gender=U, years_here=3, phone="030 99"),
            **unstated,
        ),
        "neutral-company": with_client(facts(locale, years_together=2), **COMPANY),
        "formal-company": with_client(facts(locale, FORMAL, years_together=5), **COMPANY),
        "warm-company": with_client(facts(locale, WARM, reason=Reason.PERSONAL), **COMPANY),
        **{f"{register}-private": facts(locale, register, hope_to_meet=True, **PRIVATE) for register in Register},
    }


def _other_kinds(locale: str) -> Letters:
    return {
        "retiring-formal": facts(locale, FORMAL, kind=RETIRING, years_together=21),
        "retiring-neutral": facts(locale, NEUTRAL, kind=RETIRING, years_together=5),
        "retiring-warm": facts(locale, WARM, kind=RETIRING, years_together=11, hope_to_meet=True),
        "changing-role-formal": facts(locale, FORMAL, kind=CHANGING_ROLE, years_together=2),
        "changing-role-neutral": facts(locale, NEUTRAL, kind=CHANGING_ROLE),
        "changing-role-warm": facts(locale, WARM, kind=CHANGING_ROLE),
    }


def _other_contacts(locale: str) -> Letters:
    return {
        "team-formal": to_a_team(facts(locale, FORMAL)),
        "team-warm": to_a_team(facts(locale, WARM, years_together=1)),
        "to-manager-formal": with_contact(to_the_manager(facts(locale, FORMAL)), job_title="Director"),
        "to-manager-neutral": to_the_manager(facts(locale, NEUTRAL)),
        "two-contacts-formal": by_topic(facts(locale, FORMAL), 2),
        "two-contacts-neutral": by_topic(facts(locale, NEUTRAL), 2),
        "two-contacts-warm": by_topic(facts(locale, WARM), 2),
        "three-contacts-formal": by_topic(facts(locale, FORMAL), 3),
        "three-contacts-neutral": by_topic(facts(locale, NEUTRAL, bridge=BRIDGE), 3),
        "three-contacts-warm": by_topic(facts(locale, WARM), 3),
    }


def _managed(locale: str) -> Letters:
    she, he = _leaver(locale, F), _leaver(locale, M)
    return {
        "manager-leaving-formal": with_contact(managed(locale, FORMAL, leaver=she, years_together=5), years_here=8),
        "manager-leaving-neutral": managed(locale, NEUTRAL, leaver=he, years_together=1),
        "manager-leaving-warm": with_contact(managed(locale, WARM, leaver=she), years_here=1),
        "manager-leaving-unstated": managed(locale, NEUTRAL),
        "manager-retiring-formal": managed(locale, FORMAL, kind=RETIRING, leaver=he, years_together=21),
        "manager-retiring-warm": managed(locale, WARM, kind=RETIRING, leaver=she, years_together=11),
        "manager-changing-role-formal": managed(locale, FORMAL, kind=CHANGING_ROLE, leaver=she),
        "manager-changing-role-neutral": managed(locale, NEUTRAL, kind=CHANGING_ROLE),
        "manager-changed-role-formal": managed(locale, FORMAL, kind=CHANGED_ROLE, leaver=she, years_together=5),
        "manager-changed-role-neutral": managed(locale, NEUTRAL, kind=CHANGED_ROLE, leaver=he),
        "manager-changed-role-warm": managed(locale, WARM, kind=CHANGED_ROLE),
        "manager-changed-role-company": with_client(managed(locale, NEUTRAL, kind=CHANGED_ROLE), **COMPANY),
        "manager-gone-formal": managed(locale, FORMAL, kind=GONE, leaver=she),
        "manager-gone-neutral": managed(locale, NEUTRAL, kind=GONE, leaver=he, years_together=2),
        "manager-gone-warm": managed(locale, WARM, kind=GONE),
        "manager-interim": with_contact(managed(locale, FORMAL, leaver=he), kind=INTERIM, job_title="Team Lead"),
        "manager-team": to_a_team(managed(locale, NEUTRAL, leaver=she)),
        "manager-company": with_client(managed(locale, FORMAL, leaver=she), **COMPANY),
        "manager-two-contacts": by_topic(managed(locale, NEUTRAL, leaver=he), 2),
        "manager-three-contacts": by_topic(managed(locale, WARM, kind=GONE, leaver=she), 3),
        "self-formal": with_contact(to_the_manager(managed(locale, FORMAL, leaver=she)), job_title="Head of Sales"),
        "self-neutral": to_the_manager(managed(locale, NEUTRAL, leaver=he)),
        "self-warm": to_the_manager(managed(locale, WARM, kind=GONE, leaver=she, years_together=2)),
    }


def _hand_over(locale: str) -> Letters:
    return {
        "hand-over-formal": with_contact(hand_over(locale, FORMAL), job_title="Senior Consultant", years_here=8),
        "hand-over-neutral": hand_over(locale, NEUTRAL),
        "hand-over-warm": with_contact(hand_over(locale, WARM), gender=F, years_here=1, phone="030 99"),
        "hand-over-interim": with_contact(hand_over(locale, FORMAL), kind=INTERIM),
        "hand-over-company": with_client(hand_over(locale, NEUTRAL), **COMPANY),
        "hand-over-team": to_a_team(hand_over(locale, NEUTRAL)),
        "hand-over-to-manager": to_the_manager(hand_over(locale, WARM)),
        "hand-over-two-contacts": by_topic(hand_over(locale, FORMAL), 2),
        "hand-over-three-contacts": by_topic(hand_over(locale, NEUTRAL), 3),
    }


def _second(locale: str) -> Letters:
    """Return the letters in the second set of wording, for the second client of a company."""
    of_the_first = {
        "formal-second": rich(locale, FORMAL),
        "neutral-second": rich(locale, NEUTRAL),
        "warm-second": rich(locale, WARM),
        "company-second": with_client(facts(locale, FORMAL), **COMPANY),
        "team-second": to_a_team(facts(locale, NEUTRAL, years_together=1)),
        "retiring-second": facts(locale, FORMAL, kind=RETIRING, years_together=11),
        "changing-role-second": facts(locale, NEUTRAL, kind=CHANGING_ROLE),
        "hand-over-formal-second": hand_over(locale, FORMAL),
        "hand-over-second": hand_over(locale, NEUTRAL),
        "hand-over-warm-second": hand_over(locale, WARM),
        "manager-leaving-formal-second": managed(locale, FORMAL, leaver=_leaver(locale, F), years_together=5),
        "manager-leaving-second": managed(locale, NEUTRAL, leaver=_leaver(locale, M), years_together=1),
        "manager-leaving-warm-second": managed(locale, WARM),
        "manager-gone-second": managed(locale, NEUTRAL, kind=GONE, leaver=_leaver(locale, F)),
        "manager-changed-role-formal-second": managed(locale, FORMAL, kind=CHANGED_ROLE, leaver=_leaver(locale, M)),
        "manager-changed-role-second": managed(locale, NEUTRAL, kind=CHANGED_ROLE),
        "manager-changed-role-warm-second": managed(locale, WARM, kind=CHANGED_ROLE, leaver=_leaver(locale, F)),
        "self-second": to_the_manager(managed(locale, NEUTRAL, leaver=_leaver(locale, M))),
    }
    return {name: replace(one, wording=1) for name, one in of_the_first.items()}


def _after_a_call(locale: str) -> Letters:
    """Return the letters to clients who were phoned first: only the first sentence is theirs."""
    called = {"after_call": True}
    return {
        **{f"after-call-{register}": facts(locale, register, **called) for register in Register},
        **{f"after-call-manager-{one}": managed(locale, one, leaver=_leaver(locale, F), **called) for one in Register},
        "after-call-hand-over": hand_over(locale, WARM, **called),
        "after-call-company": with_client(facts(locale, FORMAL, **called), **COMPANY),
    }


def _updates(locale: str) -> Letters:
    """Return second letters: the interim colleague's successor is known, or a fact has changed (L3)."""
    she, known = _leaver(locale, F), {"update": SUCCESSOR_KNOWN}
    day, channels = {"update": correction("last_day")}, {"update": correction("channels")}
    gone = {"kind": GONE, "leaver": she}
    return {
        **{f"second-letter-successor-{one}": managed(locale, one, **gone, **known) for one in Register},
        "second-letter-successor-leaver": facts(locale, NEUTRAL, **known),
        "second-letter-successor-hand-over": hand_over(locale, WARM, **known),
        "second-letter-successor-self": to_the_manager(managed(locale, FORMAL, **gone, **known)),
        "second-letter-successor-three": by_topic(managed(locale, NEUTRAL, **gone, **known), 3),
        **{f"second-letter-last-day-{one}": facts(locale, one, **day) for one in Register},
        "second-letter-last-day-role": facts(locale, NEUTRAL, kind=CHANGING_ROLE, **day),
        "second-letter-last-day-manager": managed(locale, FORMAL, leaver=she, **day),
        "second-letter-last-day-gone": managed(locale, NEUTRAL, **gone, **day),
        "second-letter-last-day-changed-role": to_the_manager(managed(locale, NEUTRAL, kind=CHANGED_ROLE, **day)),
        **{f"second-letter-channels-{one}": managed(locale, one, **gone, **channels) for one in Register},
        "second-letter-channels-team": to_a_team(hand_over(locale, FORMAL, **channels)),
        "second-letter-channels-self": to_the_manager(managed(locale, WARM, **gone, **channels)),
        "second-letter-contact": facts(locale, FORMAL, update=correction("contact", "last_day")),
        "second-letter-contact-hand-over": hand_over(locale, NEUTRAL, update=correction("contact")),
        "second-letter-company": with_client(facts(locale, FORMAL, update=correction("contact_day")), **COMPANY),
    }


def _other_forms(locale: str) -> Letters:
    """Return the letters to clients whose form of address is not what the pack does by itself, such as Italian tu."""
    forms = PACKS[locale].forms
    usual = {forms.company, *forms.by_register.values()}
    return {name: one for form in forms.ids if form not in usual for name, one in _in_form(locale, form).items()}


def _in_form(locale: str, form: str) -> Letters:
    return {
        f"{form}-neutral": with_client(facts(locale, NEUTRAL, years_together=1), form=form),
        f"{form}-warm": with_client(rich(locale, WARM), form=form),
        f"{form}-unstated": with_client(facts(locale, WARM), form=form, gender=U),
        f"{form}-interim": with_contact(
            with_client(facts(locale, WARM), form=form), kind=INTERIM, job_title="Team Lead"
        ),
        f"{form}-second": with_client(facts(locale, WARM, wording=1), form=form),
        f"{form}-hand-over": with_client(hand_over(locale, WARM), form=form),
        f"{form}-after-call": with_client(facts(locale, WARM, after_call=True), form=form),
        f"{form}-second-letter": with_client(facts(locale, WARM, update=correction("last_day")), form=form),
        f"{form}-second-letter-successor": with_client(managed(locale, WARM, update=SUCCESSOR_KNOWN), form=form),
        f"{form}-manager": with_client(managed(locale, WARM, leaver=_leaver(locale, F)), form=form),
    }
