"""One-click remedies of findings: what the leaver typed is what can be taken out again (L9)."""

from dataclasses import replace
from enum import StrEnum

from segue.clients.client import Client
from segue.departure.departure import Departure
from segue.departure.errors import NotFound
from segue.departure.findings import Finding
from segue.departure.people import Person
from segue.departure.stage import Verb
from segue.desk.access import permit
from segue.desk.desk import Desk
from segue.desk.reconsider import reconsider


class Remedy(StrEnum):
    """What one click does; each takes a typed thing back to what Segue composes."""

    REMOVE_NOTE = "remove_note"
    COMPOSE_SALUTATION = "compose_salutation"
    DEFAULT_SUBJECT = "default_subject"


WHERE = {
    "note": Remedy.REMOVE_NOTE,
    "salutation": Remedy.COMPOSE_SALUTATION,
    "client.salutation": Remedy.COMPOSE_SALUTATION,
    "subject": Remedy.DEFAULT_SUBJECT,
}
"""Where a finding was seen, to what mends it."""


def remedy_for(finding: Finding, departure: Departure, client: Client) -> Remedy | None:
    """Return what would mend a finding with one click, None when a person has to think."""
    found = WHERE.get(finding.where) or _of_words(finding.values.get("words", ""), client)
    typed = {
        Remedy.REMOVE_NOTE: client.note,
        Remedy.COMPOSE_SALUTATION: client.salutation,
        Remedy.DEFAULT_SUBJECT: departure.subjects.get(client.locale),
    }
    return found if found and typed[found] else None


def _of_words(words: str, client: Client) -> Remedy | None:
    """Return the remedy for words that were seen in the text and stand in what the leaver typed."""
    if words and words in client.note:
        return Remedy.REMOVE_NOTE
    return Remedy.COMPOSE_SALUTATION if words and words in client.salutation else None


def mend(desk: Desk, actor: Person, departure_id: str, client_id: str, remedy: Remedy) -> None:
    """Apply a remedy to one client's letter; the same again changes nothing. Raises NotFound."""
    departure = permit(desk, actor, departure_id, Verb.CHOOSE_CLIENTS)
    client = desk.stores.clients.get(client_id)
    if client.departure_id != departure_id:
        raise NotFound()
    if remedy is Remedy.DEFAULT_SUBJECT:
        subjects = {**departure.subjects, client.locale: ""}
        departure = desk.stores.departures.save(replace(departure, subjects=subjects))
    elif remedy is Remedy.REMOVE_NOTE:
        desk.stores.clients.save(replace(client, note=""))
    else:
        desk.stores.clients.save(replace(client, salutation=""))
    desk.record(actor.id, "mend", departure_id, client_id, remedy=remedy)
    reconsider(desk, departure)
