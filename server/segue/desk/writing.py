"""From facts, terms and client to the one letter that client gets."""

from dataclasses import dataclass, replace

from segue.clients.client import Client
from segue.departure.approval import LetterBytes
from segue.departure.departure import Departure
from segue.departure.effective import register_in_effect
from segue.departure.errors import SegueError
from segue.departure.findings import Finding, Severity
from segue.departure.kind import DepartureKind
from segue.departure.people import Person
from segue.departure.personal_contact import given_to
from segue.departure.register import Register
from segue.departure.terms import SenderMode, Terms
from segue.desk.access import teller_of
from segue.desk.contacts_in_letters import as_bridge, contacts_in
from segue.desk.desk import Desk
from segue.desk.openings import wants_both
from segue.desk.watching import watch_over
from segue.letters.compose import compose
from segue.letters.facts import Leaver, LetterFacts, Recipient, Writer
from segue.letters.letter import Letter
from segue.letters.proofread import findings_in


@dataclass(frozen=True)
class Written:
    """A client's letter, or what keeps it from being written: then ``letter`` is None.

    ``other`` is the same letter as it opens after a call, for a client who is called first (H8).
    """

    client: Client
    facts: LetterFacts | None
    letter: Letter | None
    findings: list[Finding]
    other: Letter | None = None


def write_letter(desk: Desk, departure: Departure, client: Client) -> Written:
    """Compose and proofread one client's letter; whatever is missing comes back as a blocking finding."""
    try:
        facts = facts_for(desk, departure, client)
    except SegueError as error:
        return Written(client, None, None, [_hindrance(error.code, error.field or "salutation")])
    return written_of(desk, departure, client, facts, with_other=wants_both(desk, client))


def written_of(desk: Desk, departure: Departure, client: Client, facts: LetterFacts, *, with_other: bool) -> Written:
    """Compose and proofread a letter of some facts, ``with_other`` opening beside it or with one alone."""
    if client.locale not in desk.packs:
        return Written(client, None, None, [_hindrance("locale_without_pack", "locale", locale=client.locale or "–")])
    pack, watch, after_call = desk.packs[client.locale], watch_over(desk, departure), replace(facts, after_call=True)
    try:
        letter = compose(facts, pack)
        other = compose(after_call, pack) if with_other else None
    except SegueError as error:
        return Written(client, None, None, [_hindrance(error.code, error.field or "salutation")])
    findings = findings_in(letter, facts, pack, desk.today, watch)
    if other:
        findings = joined(findings, findings_in(other, after_call, pack, desk.today, watch))
    return Written(client, facts, letter, findings, other)


def joined(findings: list[Finding], of_other: list[Finding]) -> list[Finding]:
    """Return the findings of a letter's both openings; what is the same in both is said once."""
    said = {(one.id, one.severity, one.where) for one in findings}
    return [*findings, *(one for one in of_other if (one.id, one.severity, one.where) not in said)]


def facts_for(desk: Desk, departure: Departure, client: Client) -> LetterFacts:
    """Return only the facts in effect for this letter: what the terms or the mode leave out is absent.

    Before the answer, the most careful reading of the leaver's proposal stands in for the terms.
    """
    mode, terms = mode_of(desk, departure), desk.terms(departure)
    leaver = desk.stores.people.get(departure.leaver_id)
    by_manager = mode is SenderMode.MANAGER
    contacts = contacts_in(departure, client.contact_point_id, terms, mode, desk.policy.holidays)
    facts = LetterFacts(
        locale=client.locale,
        register=register_in_effect(client.register or departure.register, desk.policy),
        mode=mode,
        writer=_writer(desk, desk.stores.people.get(teller_of(departure, mode)) if by_manager else leaver),
        client=_recipient(client),
        contact=contacts[0],
        others=tuple(contacts[1:]),
        kind=kind_of(desk, departure),
        leaver=Leaver(leaver.name, leaver.gender) if by_manager else None,
        subject=_subject(desk, departure, client.locale, mode),
        cc=_copies(desk, departure, terms),
        wording=client.wording or 0,
    )
    return facts if mode is SenderMode.HAND_OVER else _announcing(desk, facts, departure, client, terms)


def mode_of(desk: Desk, departure: Departure) -> SenderMode:
    """Return who tells: as answered, before that as proposed.

    The manager once the leaver's last day is over (P7), and wherever nobody could ask the leaver: both other
    ways are letters in his name (P8).
    """
    mode = desk.terms(departure).mode or SenderMode.LEAVER
    over = desk.today > departure.last_day
    return SenderMode.MANAGER if departure.taken_over or (mode is SenderMode.LEAVER and over) else mode


def kind_of(desk: Desk, departure: Departure) -> DepartureKind:
    """Return the kind as the letters tell it: nothing in a hand-over, what it has become in a manager's afterwards."""
    mode, over = mode_of(desk, departure), desk.today > departure.last_day
    if mode is SenderMode.HAND_OVER:
        return DepartureKind.LEAVING
    return departure.kind.afterwards if mode is SenderMode.MANAGER and over else departure.kind


def bytes_of(letter: Letter, facts: LetterFacts, departure: Departure, client: Client) -> LetterBytes:
    """Return everything that an approval of the letter covers."""
    return LetterBytes(
        departure_id=departure.id,
        sender=facts.writer.address,
        mode=facts.mode.value,
        client_id=client.id,
        to=letter.to,
        cc=letter.cc,
        language=letter.locale,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
    )


def _announcing(desk: Desk, facts: LetterFacts, departure: Departure, client: Client, terms: Terms) -> LetterFacts:
    """Add the facts that only a letter has which announces the departure (P8)."""
    bridge = departure.bridge
    told = replace(
        facts,
        last_day=departure.last_day,
        bridge=as_bridge(bridge, departure, terms, desk.policy.holidays) if bridge else None,
        years_together=client.years_together,
    )
    return _in_first_person(told, departure, client, terms) if facts.mode is SenderMode.LEAVER else told


def _in_first_person(facts: LetterFacts, departure: Departure, client: Client, terms: Terms) -> LetterFacts:
    """Add what only the leaver himself can say: his note, his reason, his hope, his private contact."""
    private = given_to(client.personal_contact, departure, terms)
    gives = client.give_reason if client.give_reason is not None else facts.register is not Register.FORMAL
    return replace(
        facts,
        note=client.note,
        reason=departure.reason if gives and departure.reason in terms.reasons else None,
        hope_to_meet=departure.hope_to_meet and terms.may_hope_to_meet,
        personal_contact=private.said if private else "",
        personal_end=private.until if private else None,
    )


def _writer(desk: Desk, leaver: Person) -> Writer:
    return Writer(leaver.name, desk.stores.workspace.company, leaver.address, leaver.job_title, leaver.gender)


def _recipient(client: Client) -> Recipient:
    return Recipient(
        to=client.addresses[:1],
        name=client.name,
        given=client.given,
        family=client.family,
        patronymic=client.patronymic,
        title=client.title,
        company=client.company,
        gender=client.gender,
        form=client.form,
        is_company=client.is_company,
        salutation=client.salutation,
    )


def _subject(desk: Desk, departure: Departure, locale: str, mode: SenderMode) -> str:
    """Return the chosen subject's id; "", the pack's default, where a later answer or the last day closed it."""
    chosen, pack = departure.subjects.get(locale, ""), desk.packs.get(locale)
    return chosen if pack and pack.subject(chosen, mode, kind_of(desk, departure)) else ""


def _copies(desk: Desk, departure: Departure, terms: Terms) -> tuple[str, ...]:
    writes_himself = teller_of(departure, mode_of(desk, departure)) == departure.approver_id
    if not terms.copy_to_approver or not departure.approver_id or writes_himself:
        return ()
    return (desk.stores.people.get(departure.approver_id).address,)


def _hindrance(code: str, where: str, **values: str) -> Finding:
    return Finding(code, Severity.BLOCKING, where, values=values)
