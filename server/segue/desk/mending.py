"""Problems of the chosen list mended in place: for one client, for several at once, or accepted with a note (C6)."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from segue.clients.addresses import readable
from segue.clients.best_values import named_anew
from segue.clients.client import Client
from segue.clients.contact import Contact
from segue.clients.names import split
from segue.clients.problem import BLOCKING, Accepted, Problem
from segue.departure.departure import Departure
from segue.departure.errors import InputError, NotFound
from segue.departure.people import Person
from segue.departure.stage import Verb
from segue.desk.access import permit
from segue.desk.check import check_list
from segue.desk.company_language import suggest_to_colleagues
from segue.desk.derived import rules_for
from segue.desk.desk import Desk
from segue.desk.placing import place
from segue.desk.reconsider import reconsider
from segue.desk.undo import remember

LONGEST_NAME = 200
LONGEST_SALUTATION = 120
LONGEST_NOTE = 200
MOST_SUGGESTED_ANEW = 50
"""For how many clients at once a chosen language is suggested to their colleagues too."""

Mend = Callable[[Desk, Departure, Client, str], Client]


def mend_clients(desk: Desk, actor: Person, departure_id: str, code: str, answers: Mapping[str, str]) -> int:
    """Mend one class of problem: client's id to the answer that a person gave; returns how many changed.

    An empty answer changes nothing. Raises InputError, naming the client in ``field``, for an answer that mends
    nothing; then nobody is changed. NotFound for a client of another departure.
    """
    departure = permit(desk, actor, departure_id, Verb.CHOOSE_CLIENTS)
    given = {client_id: said for client_id, text in answers.items() if (said := " ".join(text.split()))}
    before = desk.stores.clients.some(departure_id, given)
    if len(before) != len(given):
        raise NotFound("client_unknown")
    after = [mended(desk, departure, one, code, given[one.id]) for one in before]
    desk.stores.clients.save_all(after)
    # A name follows from the contacts: taken back, it is made of them anew, as whatever says who is who.
    remember(desk, actor, departure_id, "check", zip(before, after, strict=True), [] if code in NAMES else None)
    if code in LANGUAGES and len(after) <= MOST_SUGGESTED_ANEW:
        for one in after:
            suggest_to_colleagues(desk, one)
    if after:
        desk.record(actor.id, "mend_clients", departure_id, problem=code, count=len(after))
    reconsider(desk, departure)
    return len(after)


def mend_all(desk: Desk, actor: Person, departure_id: str, code: str, answer: str) -> int:
    """Give every client with a problem of a class the same answer; returns how many changed."""
    departure = permit(desk, actor, departure_id, Verb.CHOOSE_CLIENTS)
    if not answer.strip():
        raise InputError("field_missing", field="all")
    return mend_clients(
        desk, actor, departure_id, code, {one.client_id: answer for one in _open(desk, departure, code)}
    )


def accept(
    desk: Desk, actor: Person, departure_id: str, code: str, note: str, client_ids: Collection[str] | None = None
) -> int:
    """Accept the warnings of a class, of some clients or of all, with a note that stays with each; returns how many.

    A warning accepted stands again as soon as what it was about changes. Raises InputError ``not_to_accept`` for a
    class that blocks.
    """
    departure = permit(desk, actor, departure_id, Verb.CHOOSE_CLIENTS)
    if code in BLOCKING:
        raise InputError("not_to_accept", field="note")
    if len(note) > LONGEST_NOTE:
        raise InputError("text_too_long", field="note")
    wanted = {one.client_id: one for one in _open(desk, departure, code)}
    wanted = wanted if client_ids is None else {id: one for id, one in wanted.items() if id in set(client_ids)}
    before = desk.stores.clients.some(departure_id, wanted)
    said = {one.id: Accepted(code, wanted[one.id].value, " ".join(note.split())) for one in before}
    after = [replace(one, accepted=(*_others(one, code), said[one.id])) for one in before]
    desk.stores.clients.save_all(after)
    remember(desk, actor, departure_id, "accept", zip(before, after, strict=True))
    if after:
        desk.record(actor.id, "accept_warnings", departure_id, problem=code, count=len(after))
    return len(after)


def correct_address(desk: Desk, actor: Person, departure_id: str, client_id: str, typed: str) -> None:
    """Put a good address in the place of a missing or broken one. Raises InputError ``address_invalid``."""
    departure = permit(desk, actor, departure_id, Verb.CHOOSE_CLIENTS)
    before = desk.stores.clients.some(departure_id, [client_id])
    if not before:
        raise NotFound("client_unknown")
    try:
        address = readable(typed)
    except InputError as error:
        raise InputError(error.code, field=client_id, **error.values) from error
    cards = desk.stores.contacts.of_clients(departure_id, [client_id])
    cards = [replace(one, contact=replace(one.contact, emails=(address,))) for one in cards]
    desk.stores.contacts.save(departure_id, cards)
    asleep = [one for one in desk.stores.clients.dormant(departure_id) if one.merged_into == client_id]
    found = place(desk, departure_id, cards, [*before, *asleep], rules_for(desk, before), client_id)
    desk.stores.clients.save_all(found.changed())
    desk.record(actor.id, "mend_clients", departure_id, client_id, problem="address_broken", count=1)
    reconsider(desk, departure)


def mended(desk: Desk, departure: Departure, client: Client, code: str, answer: str) -> Client:
    """Return a client mended by an answer, not written yet. Raises InputError naming him for one that mends nothing."""
    if code not in MENDS:
        raise InputError("choice_unknown", field="class")
    return MENDS[code](desk, departure, client, answer)


def named_by_person(client: Client, typed: str) -> Client:
    """Return a client under the name that a person typed; it stays when contacts are read again.

    Raises InputError ``name_unreadable`` for a text without a name.
    """
    if len(typed) > LONGEST_NAME or not any(map(str.isalpha, split(typed).full)):
        raise InputError("name_unreadable", field=client.id, most=LONGEST_NAME)
    named = named_anew(Contact("", "", 0), typed)
    parts = {part: getattr(named, part) for part in ("name", "given", "family", "title", "patronymic")}
    return replace(client, **parts, name_choice=typed, is_company=False, question=())


def _open(desk: Desk, departure: Departure, code: str) -> list[Problem]:
    return check_list(desk, departure).problems.get(code, [])


def _others(client: Client, code: str) -> tuple[Accepted, ...]:
    return tuple(one for one in client.accepted if one.code != code)


def _with_language(desk: Desk, departure: Departure, client: Client, said: str) -> Client:
    if said not in desk.packs:
        raise InputError("locale_without_pack", field=client.id, locale=said)
    return replace(client, locale=said, locale_reason="chosen")


def _with_contact(desk: Desk, departure: Departure, client: Client, said: str) -> Client:
    everybody = said == FOR_EVERYBODY
    if not everybody and said not in {point.id for point in departure.contact_points}:
        raise InputError("contact_missing", field=client.id)
    return replace(client, contact_point_id="" if everybody else said)


def _with_salutation(desk: Desk, departure: Departure, client: Client, said: str) -> Client:
    if len(said) > LONGEST_SALUTATION:
        raise InputError("salutation_unfit", field=client.id, most=LONGEST_SALUTATION)
    return replace(client, salutation=said, salutation_confirmed=True)


def _with_name(desk: Desk, departure: Departure, client: Client, said: str) -> Client:
    return named_by_person(client, said)


LANGUAGES = ("language_open", "language_without_pack")
NAMES = ("name_missing", "name_unfit")
FOR_EVERYBODY = "*"
"""The answer that a client has the contact points of everybody."""

MENDS: dict[str, Mend] = {
    **dict.fromkeys(LANGUAGES, _with_language),
    **dict.fromkeys(NAMES, _with_name),
    "contact_missing": _with_contact,
    "salutation_needed": _with_salutation,
}
"""Classes that a typed or picked answer mends. The others are mended by choosing, merging or answering a question."""
