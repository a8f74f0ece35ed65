"""People v1: contacts, other contacts, labels.

- https://developers.google.com/people/api/rest/v1/people.connections/list
- https://developers.google.com/people/api/rest/v1/otherContacts/list
- https://developers.google.com/people/api/rest/v1/contactGroups/list
- the missing mask: https://github.com/googleapis/google-api-php-client-services/issues/129
"""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from fakes.provider.wire import Answer, Request

from . import api
from .accounts import groups_of
from .api import Call, Played
from .discovery import paths_in
from .persons import SYSTEM_GROUPS, Crowd, Person, group_of

if TYPE_CHECKING:
    from .world import World

PLACE = "Please specify one or more valid paths. Valid paths are documented at"
REFERENCE = "https://developers.google.com/people/api/rest/v1/people/get."
PAGE = frozenset({"pageSize", "pageToken"})


def answer(world: "World", request: Request) -> Answer:
    """Answer for people.googleapis.com."""
    return api.answer(world, request, "people", PLAYED)


def connections(call: Call) -> dict[str, Any]:
    """List the contacts of the account."""
    if call.values["peopleId"] != "me":
        raise call.wrong("Resource name must be people/me.")
    mask, everybody = _mask(call, "personFields"), call.account.contacts
    shown, more = _page(call, everybody, call.size("pageSize", 100, 1000))
    told: dict[str, Any] = {"connections": [_masked(one, mask) for one in shown]} if shown else {}
    return {**told, "totalPeople": len(everybody), "totalItems": len(everybody), **more}


def other_contacts(call: Call) -> dict[str, Any]:
    """List people whom the account wrote to without keeping them."""
    mask, everybody = _mask(call, "readMask"), call.account.other_contacts
    shown, more = _page(call, everybody, call.size("pageSize", 100, 1000))
    told: dict[str, Any] = {"otherContacts": [_masked(_other(one), mask) for one in shown]} if shown else {}
    return {**told, "totalSize": len(everybody), **more}


def _other(one: Person) -> Person:
    return {**one, "resourceName": one["resourceName"].replace("people/", "otherContacts/")}


def contact_groups(call: Call) -> dict[str, Any]:
    """List the system's groups and the account's own labels."""
    members = _members(call.account.contacts)
    own = [_group(group_of(label), label, "USER_CONTACT_GROUP", members) for label in call.account.labels]
    system = [_group(f"contactGroups/{name}", name, "SYSTEM_CONTACT_GROUP", members) for name in SYSTEM_GROUPS]
    shown, more = _page(call, [*system, *own], call.size("pageSize", 30, 1000))
    return {"contactGroups": shown, "totalItems": len(system) + len(own), **more}


def _members(contacts: Sequence[Person]) -> Counter[str]:
    if isinstance(contacts, Crowd):
        fifths = Counter({group_of(label): len(contacts) // 5 for label in contacts.labels})
        return fifths + Counter({"contactGroups/myContacts": len(contacts)})
    return Counter(group for one in contacts for group in groups_of(one))


def _group(resource: str, name: str, kind: str, members: Counter[str]) -> dict[str, Any]:
    known = {"resourceName": resource, "etag": "%EgFakeGroup=", "groupType": kind, "name": name, "formattedName": name}
    return {**known, "memberCount": members[resource]} if members[resource] else known


def _mask(call: Call, name: str) -> frozenset[str]:
    asked = frozenset(filter(None, ",".join(call.request.query.get(name, [])).split(",")))
    if not asked:
        raise call.wrong(f"{name} mask is required. {PLACE} {REFERENCE}")
    if unknown := asked - paths_in("people", call.method.id, name):
        raise call.wrong(f'Invalid {name} mask path: "{min(unknown)}". Valid paths are documented at {REFERENCE}')
    return asked | {"resourceName", "etag"}


def _masked(one: Person, mask: frozenset[str]) -> Person:
    return {name: value for name, value in one.items() if name in mask}


def _page(call: Call, everything: Sequence[Any], size: int) -> tuple[list[Any], dict[str, str]]:
    """Return one page and, unless it is the last, what leads to the next."""
    token, start = call.request.get("pageToken"), 0
    same = set(call.method.parameters) - {"pageToken"}
    asked = (call.account.email, call.method.id, {name: call.request.query.get(name) for name in same})
    if token:
        start = call.world.page_tokens.start(token, asked) or 0
        if not start:
            raise call.wrong()
    elif call.method.id != "people.contactGroups.list":
        call.world.quota.first_page(call.account.email, call.service)
    shown = list(everything[start : start + size])
    if start + size >= len(everything):
        return shown, {}
    return shown, {"nextPageToken": call.world.page_tokens.new(start + size, asked)}


PLAYED = {
    "people.people.connections.list": Played(connections, PAGE | {"personFields", "resourceName"}),
    "people.otherContacts.list": Played(other_contacts, PAGE | {"readMask"}),
    "people.contactGroups.list": Played(contact_groups, PAGE),
}
