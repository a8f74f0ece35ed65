"""The salutation table: each client's finished salutation, to confirm or retype, and the facts behind it (C5)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from segue.clients.client import Client
from segue.departure.departure import Departure
from segue.departure.errors import InputError, NotFound, SegueError
from segue.departure.offer import registers_offered
from segue.departure.people import Gender, Person
from segue.departure.register import Register
from segue.departure.stage import Verb
from segue.desk.access import permit
from segue.desk.desk import Desk
from segue.desk.reconsider import reconsider
from segue.desk.undo import remember
from segue.desk.writing import facts_for
from segue.letters.asking import genders_differ
from segue.letters.compose import salutation

LONGEST_SALUTATION = 120


@dataclass(frozen=True)
class Salutation:
    """One row: the finished salutation, or the code of what keeps it from being finished.

    ``composed`` is what stands there where nobody typed another; ``genders`` are the sentences of this client's letter
    by grammatical gender, and empty where it changes none, so that it is not asked.
    """

    client: Client
    text: str
    problem: str = ""
    composed: str = ""
    genders: dict[Gender, tuple[str, ...]] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class RowFacts:
    """What can be chosen in a row: the tone, None for the departure's, and the grammatical gender, if it matters."""

    register: Register | None
    gender: Gender


def salutations(desk: Desk, departure: Departure, clients: Iterable[Client]) -> list[Salutation]:
    """Return the finished salutation of each client, as the letter will have it."""
    return [_salutation(desk, departure, client) for client in clients]


def with_questions(desk: Desk, departure: Departure, rows: Iterable[Salutation]) -> list[Salutation]:
    """Return rows with what is worth asking in each: the gender, where a sentence of that client's letter needs it."""
    return [replace(row, genders=_genders(desk, departure, row)) for row in rows]


def confirm_salutations(
    desk: Desk,
    actor: Person,
    departure_id: str,
    confirmed: Mapping[str, str],
    seen: Mapping[str, int] | None = None,
    facts: Mapping[str, RowFacts] | None = None,
    *,
    confirm: bool = True,
) -> int:
    """Confirm rows: client's id to the salutation as the person saw or retyped it; returns how many.

    ``seen`` leads to the version of each client that the person had in front of him; raises
    ChangedMeanwhile when one is older than what is stored. ``facts`` are what he chose in the rows beside: where that
    changes a salutation that he left as it was, the new one is not confirmed, since he has not seen it. Without
    ``confirm`` what was typed is kept, and what changed waits to be confirmed.

    A text that differs from the composed one is kept as retyped. Raises InputError, naming the
    client in ``field``, for one that cannot be a salutation; then nothing is confirmed.
    """
    departure = permit(desk, actor, departure_id, Verb.CHOOSE_CLIENTS)
    before = desk.stores.clients.some(departure_id, confirmed)
    if len(before) != len(confirmed):
        raise NotFound()
    chosen = facts or {}
    after = [_answered(desk, departure, one, confirmed[one.id], chosen.get(one.id), confirm) for one in before]
    desk.stores.clients.save_all([replace(one, version=(seen or {}).get(one.id, one.version)) for one in after])
    remember(desk, actor, departure_id, "salutations", zip(before, after, strict=True))
    if after:
        desk.record(actor.id, "confirm_salutations", departure_id, count=len(after))
    reconsider(desk, departure)
    return len(after)


def _answered(
    desk: Desk, departure: Departure, client: Client, text: str, facts: RowFacts | None, confirm: bool
) -> Client:
    """Return a client with the row's facts and text; a text that was left alone follows the facts."""
    typed = " ".join(text.split())
    if not typed or len(typed) > LONGEST_SALUTATION:
        raise InputError("salutation_unfit", field=client.id, most=LONGEST_SALUTATION)
    changed = _with_facts(desk, client, facts)
    before = _on_one_line(_salutation(desk, departure, client).text)
    composed = _on_one_line(_salutation(desk, departure, replace(changed, salutation="")).text)
    is_left_alone = typed == before
    now = composed if is_left_alone and not client.salutation else typed
    is_seen = now == before or (confirm and not is_left_alone)
    is_confirmed = is_seen and (confirm or client.salutation_confirmed)
    return replace(changed, salutation="" if now == composed else now, salutation_confirmed=is_confirmed)


def _with_facts(desk: Desk, client: Client, facts: RowFacts | None) -> Client:
    if facts is None:
        return client
    refusal = InputError("register_against_policy", field=client.id)
    registers_offered(client.register, desk.policy).require(facts.register, refusal)
    return replace(client, register=facts.register, gender=facts.gender)


def _on_one_line(text: str) -> str:
    return " ".join(text.split())  # a salutation may have two lines, the field for it has one


def _salutation(desk: Desk, departure: Departure, client: Client) -> Salutation:
    if client.locale not in desk.packs:
        return Salutation(client, "", "locale_without_pack")
    pack = desk.packs[client.locale]
    try:
        facts = facts_for(desk, departure, client)
        text = salutation(facts, pack)
    except SegueError as error:
        return Salutation(client, "", error.code)
    try:
        composed = salutation(replace(facts, client=replace(facts.client, salutation="")), pack)
    except SegueError:
        composed = ""
    return Salutation(client, text, composed=composed)


def _genders(desk: Desk, departure: Departure, row: Salutation) -> dict[Gender, tuple[str, ...]]:
    if row.problem:
        return {}
    return genders_differ(facts_for(desk, departure, row.client), desk.packs[row.client.locale])
