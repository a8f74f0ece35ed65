"""The salutation table: each client's finished salutation, to confirm or retype, and the facts behind it (C5)."""

from dataclasses import dataclass, replace

from segue.clients.client import Client
from segue.departure.departure import Departure
from segue.departure.effective import require_register_allowed
from segue.departure.errors import InputError, NotFound, SegueError
from segue.departure.people import Gender, Person
from segue.departure.register import Register
from segue.departure.stage import Verb
from segue.desk.access import permit
from segue.desk.desk import Desk
from segue.desk.reconsider import reconsider
from segue.desk.writing import facts_for
from segue.letters.compose import salutation

LONGEST_NOTE = 300
LONGEST_SALUTATION = 120
LONGEST_YEARS = 60


@dataclass(frozen=True)
class ClientFacts:
    """What the leaver chose for one client; ``salutation`` "" means the composed one."""

    locale: str
    register: Register | None = None
    gender: Gender = Gender.UNSTATED
    form: str = ""
    salutation: str = ""
    years_together: int | None = None
    note: str = ""
    give_reason: bool | None = None
    contact_point_id: str = ""
    patronymic: str = ""
    personal_contact: bool = False


@dataclass(frozen=True)
class Salutation:
    """One row: the finished salutation, or the code of what keeps it from being finished."""

    client: Client
    text: str
    problem: str = ""


def salutations(desk: Desk, departure: Departure, clients: list[Client]) -> list[Salutation]:
    """Return the finished salutation of each client, as the letter will have it."""
    return [_salutation(desk, departure, client) for client in clients]


def change_client(
    desk: Desk, actor: Person, departure_id: str, client_id: str, facts: ClientFacts, version: int
) -> Client:
    """Change one client's facts; his letter waits again if that changes it (P5)."""
    departure = permit(desk, actor, departure_id, Verb.CHOOSE_CLIENTS)
    client = desk.stores.clients.get(client_id)
    if client.departure_id != departure_id:
        raise NotFound()
    _require_fit(departure, facts)
    require_register_allowed(facts.register, client.register, desk.policy)
    if facts.locale and facts.locale != client.locale and facts.locale not in desk.packs:
        raise InputError("locale_without_pack", field="locale", locale=facts.locale)
    reason = "chosen" if facts.locale != client.locale else client.locale_reason
    saved = desk.stores.clients.save(replace(client, **vars(facts), locale_reason=reason, version=version))
    desk.record(actor.id, "change_client", departure_id, client_id)
    reconsider(desk, departure)
    return saved


def confirm_salutations(
    desk: Desk, actor: Person, departure_id: str, confirmed: dict[str, str], seen: dict[str, int] | None = None
) -> int:
    """Confirm rows: client's id to the salutation as the person saw or retyped it; returns how many.

    ``seen`` leads to the version of each client that the person had in front of him; raises
    ChangedMeanwhile when one is older than what is stored.

    A text that differs from the composed one is kept as retyped. Raises InputError, naming the
    client in ``field``, for one that cannot be a salutation; then nothing is confirmed.
    """
    departure = permit(desk, actor, departure_id, Verb.CHOOSE_CLIENTS)
    changed = [_confirmed(desk, departure, client_id, text) for client_id, text in confirmed.items()]
    desk.stores.clients.save_all([replace(one, version=(seen or {}).get(one.id, one.version)) for one in changed])
    if changed:
        desk.record(actor.id, "confirm_salutations", departure_id, count=len(changed))
    reconsider(desk, departure)
    return len(changed)


def _confirmed(desk: Desk, departure: Departure, client_id: str, text: str) -> Client:
    client = desk.stores.clients.get(client_id)
    if client.departure_id != departure.id:
        raise NotFound()
    typed = " ".join(text.split())
    if not typed or len(typed) > LONGEST_SALUTATION:
        raise InputError("salutation_unfit", field=client_id, most=LONGEST_SALUTATION)
    composed = _salutation(desk, departure, replace(client, salutation="")).text
    composed = " ".join(composed.split())  # a salutation may have two lines, the field for it has one
    return replace(client, salutation="" if typed == composed else typed, salutation_confirmed=True)


def _salutation(desk: Desk, departure: Departure, client: Client) -> Salutation:
    if client.locale not in desk.packs:
        return Salutation(client, "", "locale_without_pack")
    try:
        return Salutation(client, salutation(facts_for(desk, departure, client), desk.packs[client.locale]))
    except SegueError as error:
        return Salutation(client, "", error.code)


def _require_fit(departure: Departure, facts: ClientFacts) -> None:
    if len(facts.note) > LONGEST_NOTE:
        raise InputError("note_too_long", field="note", most=LONGEST_NOTE)
    if len(facts.salutation) > LONGEST_SALUTATION:
        raise InputError("salutation_unfit", field="salutation", most=LONGEST_SALUTATION)
    if facts.years_together is not None and not 0 <= facts.years_together <= LONGEST_YEARS:
        raise InputError("years_unfit", field="years_together", most=LONGEST_YEARS)
    if facts.contact_point_id and facts.contact_point_id not in {p.id for p in departure.contact_points}:
        raise InputError("contact_missing", field="contact_point_id")
