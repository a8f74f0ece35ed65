"""When clients become one, no choice is lost: what was open is filled, the rest sleeps until they part again (C2)."""

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any

from segue.clients.client import WHAT_WAS_READ, Client

FILLED = (
    *(("chosen",), ("importance",), ("register",), ("gender",), ("form",), ("patronymic",), ("years_together",)),
    *(("note",), ("give_reason",), ("contact_point_id",), ("personal_contact",), ("wording",)),
    *(("open_items",), ("agreements",)),
    ("salutation", "salutation_confirmed"),
    ("locale", "locale_reason"),
    ("tray_choice",),
    ("name_choice", "is_company", "people"),
)
"""The choices, those together that only make sense together. Each is taken over where the kept client made none."""

_NOTHING: dict[str, Any] = {field.name: field.default for field in fields(Client)}


def absorbed(kept: Client, gone: Client) -> tuple[Client, Client]:
    """Return two clients who became one: the kept one with its gaps filled, and the other one asleep in it.

    Of what was read the sleeping one keeps nothing but the ids of those who may be he.
    """
    taken = [choice for choice in FILLED if _is_open(kept, choice) and _has(gone, choice)]
    names = tuple(name for choice in taken for name in choice)
    filled = replace(kept, **{name: getattr(gone, name) for name in names})
    blank = {name: _NOTHING[name] for name in WHAT_WAS_READ - {"addresses", "likely"}}
    return filled, replace(gone, addresses=(), **blank, merged_into=kept.id, gave=names)


def parted(kept: Client, woken: Client) -> tuple[Client, Client]:
    """Return two clients who were one: what the kept one had of the other, and nobody changed since, goes with it."""
    given = [name for name in woken.gave if getattr(kept, name) == getattr(woken, name)]
    emptied = replace(kept, **{name: _NOTHING[name] for name in given})
    return emptied, replace(woken, merged_into="", gave=())


def has_choices(client: Client) -> bool:
    """Say whether a person chose anything for a client."""
    return any(not _is_open(client, choice) for choice in FILLED if choice != ("patronymic",))


def sleepers_in(client_ids: Iterable[str], dormant: Iterable[Client]) -> list[Client]:
    """Return the sleeping clients that went into some others, straight or by way of one another."""
    all_of_them = list(dormant)
    found: list[Client] = []
    into = set(client_ids)
    while more := [one for one in all_of_them if one.merged_into in into and one not in found]:
        found += more
        into = {one.id for one in more}
    return found


def _is_open(client: Client, choice: tuple[str, ...]) -> bool:
    if "locale" in choice:
        return client.locale_reason != "chosen"
    return all(getattr(client, name) == _NOTHING[name] for name in choice)


def _has(gone: Client, choice: tuple[str, ...]) -> bool:
    # A confirmed salutation was composed of this client's own name; a retyped one stands for itself.
    return bool(gone.salutation) if "salutation" in choice else not _is_open(gone, choice)
