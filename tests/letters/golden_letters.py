"""Which letters are golden: one for each thing that reads differently, per language."""

from dataclasses import replace
from datetime import date

from letter_samples import BRIDGE, FORMAL, NEUTRAL, NOTES, WARM, F, U, facts, hand_over, rich, with_client, with_contact

from segue.departure.contact_point import ContactKind
from segue.departure.terms import Reason
from segue.letters.facts import LetterFacts

INTERIM = ContactKind.INTERIM


def golden_facts(locale: str) -> dict[str, LetterFacts]:
    """Return the facts of every golden letter of a language, by the file's name."""
    company = {"name": "", "given": "", "family": "", "title": "", "company": "Meridian Ltd.", "is_company": True}
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
        "neutral-company": with_client(facts(locale, years_together=2), **company),
        "formal-company": with_client(facts(locale, FORMAL, years_together=5), **company),
        "warm-company": with_client(facts(locale, WARM, reason=Reason.PERSONAL), **company),
        "hand-over-formal": with_contact(hand_over(locale, FORMAL), job_title="Senior Consultant", years_here=8),
        "hand-over-neutral": hand_over(locale, NEUTRAL),
        "hand-over-warm": with_contact(hand_over(locale, WARM), gender=F, years_here=1, phone="030 99"),
        "hand-over-interim": with_contact(hand_over(locale, FORMAL), kind=INTERIM),
        "hand-over-company": with_client(hand_over(locale, NEUTRAL), **company),
        **(_tu(locale) if locale == "it" else {}),
    }


def _tu(locale: str) -> dict[str, LetterFacts]:
    """Return the letters to somebody whom the writer calls tu."""
    return {
        "tu-neutral": with_client(facts(locale, NEUTRAL, years_together=1), form="tu"),
        "tu-warm": with_client(rich(locale, WARM), form="tu"),
        "tu-unstated": with_client(facts(locale, WARM), form="tu", gender=U),
        "tu-interim": with_contact(with_client(facts(locale, WARM), form="tu"), kind=INTERIM, job_title="Team Lead"),
        "tu-hand-over": with_client(hand_over(locale, WARM), form="tu"),
    }
