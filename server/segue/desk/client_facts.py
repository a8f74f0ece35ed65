"""One client's facts, changed by a person: whatever his letter says of him (C5), and lines for the successor (H9)."""

from dataclasses import dataclass, replace

from segue.clients.client import Client
from segue.departure.departure import Departure
from segue.departure.errors import InputError, NotFound
from segue.departure.offer import registers_offered
from segue.departure.people import Gender, Person
from segue.departure.register import Register
from segue.departure.stage import Verb
from segue.desk.access import permit
from segue.desk.company_language import suggest_to_colleagues
from segue.desk.desk import Desk
from segue.desk.mending import LONGEST_SALUTATION, named_by_person
from segue.desk.reconsider import reconsider
from segue.desk.undo import remember

LONGEST_NOTE = 300
LONGEST_YEARS = 60
MOST_ITEMS = 20
LONGEST_ITEM = 300


@dataclass(frozen=True)
class ClientFacts:
    """What the leaver chose for one client; ``salutation`` "" means the composed one, ``name`` "" the name as it is."""

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
    name: str = ""
    open_items: tuple[str, ...] = ()
    agreements: tuple[str, ...] = ()


def change_client(
    desk: Desk, actor: Person, departure_id: str, client_id: str, facts: ClientFacts, version: int
) -> Client:
    """Change one client's facts; his letter waits again if that changes it (P5)."""
    departure = permit(desk, actor, departure_id, Verb.CHOOSE_CLIENTS)
    client = desk.stores.clients.get(client_id)
    if client.departure_id != departure_id:
        raise NotFound()
    _require_fit(departure, facts)
    refusal = InputError("register_against_policy", field="register")
    registers_offered(client.register, desk.policy).require(facts.register, refusal)
    if facts.locale and facts.locale != client.locale and facts.locale not in desk.packs:
        raise InputError("locale_without_pack", field="locale", locale=facts.locale)
    saved = desk.stores.clients.save(replace(with_facts(client, facts), version=version))
    # A name follows from the contacts: taken back, it is made of them anew, as whatever says who is who.
    is_named = saved.name_choice != client.name_choice
    remember(desk, actor, departure_id, "facts", [(client, saved)], [] if is_named else None)
    if saved.locale_reason == "chosen" and facts.locale:
        suggest_to_colleagues(desk, saved)
    desk.record(actor.id, "change_client", departure_id, client_id)
    reconsider(desk, departure)
    return saved


def with_facts(client: Client, facts: ClientFacts) -> Client:
    """Return a client with the facts as a person typed them; a name that he left alone stays as it was taken apart.

    Raises InputError ``name_unreadable``.
    """
    changed = client
    if facts.name and facts.name not in (client.name, name_with_title(client)):
        try:
            changed = named_by_person(client, facts.name)
        except InputError as error:
            raise InputError(error.code, field="name", **error.values) from error
    typed = {name: value for name, value in vars(facts).items() if name != "name"}
    if facts.patronymic == client.patronymic:
        typed["patronymic"] = changed.patronymic
    reason = "chosen" if facts.locale != client.locale else client.locale_reason
    return replace(changed, **typed, locale_reason=reason)


def name_with_title(client: Client) -> str:
    """Return a client's name as a person would type it, with the title."""
    return f"{client.title} {client.name}".strip()


def require_items(items: tuple[str, ...], field: str) -> None:
    """Raise InputError, naming the field, for more or longer lines for the successor than a sheet holds."""
    if len(items) > MOST_ITEMS:
        raise InputError("items_too_many", field=field, most=MOST_ITEMS)
    if any(len(item) > LONGEST_ITEM for item in items):
        raise InputError("item_too_long", field=field, most=LONGEST_ITEM)


def _require_fit(departure: Departure, facts: ClientFacts) -> None:
    if len(facts.note) > LONGEST_NOTE:
        raise InputError("note_too_long", field="note", most=LONGEST_NOTE)
    if len(facts.salutation) > LONGEST_SALUTATION:
        raise InputError("salutation_unfit", field="salutation", most=LONGEST_SALUTATION)
    if facts.years_together is not None and not 0 <= facts.years_together <= LONGEST_YEARS:
        raise InputError("years_unfit", field="years_together", most=LONGEST_YEARS)
    require_items(facts.open_items, "open_items")
    require_items(facts.agreements, "agreements")
    if facts.contact_point_id and facts.contact_point_id not in {p.id for p in departure.contact_points}:
        raise InputError("contact_missing", field="contact_point_id")
