"""graph.microsoft.com: which calls there are, and who may make them.

Permissions are at the top of each call's page: https://learn.microsoft.com/en-us/graph/api/overview
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fakes.provider.wire import Answer, Refusal, Request, as_json

from . import contacts, errors, mail, odata
from .apps import GRAPH
from .calls import Call, Played
from .messages import moment
from .tokens import Access

if TYPE_CHECKING:
    from .world import World

CONTACTS = frozenset({"Contacts.Read", "Contacts.ReadWrite"})
READ_MAIL = frozenset({"Mail.ReadBasic", "Mail.Read", "Mail.ReadWrite"})
WRITE_MAIL = frozenset({"Mail.ReadWrite"})
USER = frozenset({"User.Read"})
LISTED = frozenset({"$select", "$top", "$count", "$skiptoken"})


def me(call: Call) -> dict[str, Any]:
    """Say who it is."""
    who, tid = call.account, call.access.tid
    given, _, family = who.name.partition(" ")
    told: dict[str, Any] = {
            "@odata.context": f"{GRAPH}/v1.0/$metadata#users/$entity", "id": who.oid_in(tid), "displayName": who.name,
            "givenName": given, "surname": family or None, "mail": who.email, "userPrincipalName": who.upn_in(tid),
            "preferredLanguage": None, "businessPhones": [], "jobTitle": None, "mobilePhone": None,
            "officeLocation": None}  # fmt: skip
    more = {**told, "userType": "Member" if tid == who.tid else "Guest"}
    return odata.selected(call, [more], more, "user")[0] if call.request.get("$select") else told


def answer(world: "World", request: Request) -> Answer:
    """Answer for graph.microsoft.com."""
    try:
        return _dated(world, request, _answered(world, request))
    except Refusal as refusal:
        return _dated(world, request, refusal.answer)


def _answered(world: "World", request: Request) -> Answer:
    access = _let_in(world, request)
    found = next(((one, values) for one in PLAYED if (values := one.values(request)) is not None), None)
    if found is None:
        if not request.path.startswith("/v1.0/me"):
            raise odata.wrong(f"Resource not found for the segment '{request.path.split('/')[-1]}'.")
        raise Refusal(errors.not_faked(f"{request.method} {request.path}"))
    played, values = found
    if not access.scopes & played.needs:
        raise Refusal(errors.privileges_insufficient() if played.needs == USER else errors.access_denied())
    if played.needs != USER:
        world.throttle.ask(access.email, request.together)
    if unknown := set(request.query) - played.options:
        raise odata.wrong(f"This Microsoft does not play the query option '{min(unknown)}' here.")
    call = Call(world, world.accounts[access.email], access, values, request)
    return _told(call, played, played.handler(call))


def _let_in(world: "World", request: Request) -> Access:
    if not request.bearer:
        raise Refusal(errors.token_missing())
    access = world.tokens.holder(request.bearer)
    if access is None:
        raise Refusal(errors.token_unreadable())
    if access.until <= world.clock():
        raise Refusal(errors.token_expired())
    if access.outdated:
        since = int(world.clock().timestamp())
        raise Refusal(errors.token_outdated(
            f'{{"access_token":{{"nbf":{{"essential":true,"value":"{since}"}}}}}}'))  # fmt: skip
    return access


def _told(call: Call, played: Played, value: Any) -> Answer:
    if value is None:
        return Answer(204)
    kept = {"Preference-Applied": 'IdType="ImmutableId"'} if call.immutable else {}
    headers = {"Content-Type": "application/json;odata.metadata=minimal;odata.streaming=true;charset=utf-8", **kept}
    return as_json(value, played.status, headers)


def _dated(world: "World", request: Request, answer: Answer) -> Answer:
    """Fill in when it was and which request, as every answer says."""
    own = request.headers.get("client-request-id", errors.REQUEST_ID)
    headers = {**answer.headers, "request-id": errors.REQUEST_ID, "client-request-id": own}
    if answer.status < 400:
        return replace(answer, headers=headers)
    told = answer.json
    told["error"]["innerError"] |= {"date": moment(world.clock())[:-1], "client-request-id": own}
    return as_json(told, answer.status, headers)


PLAYED = (
    Played("GET", "/me", USER, me, frozenset({"$select"})),
    Played("GET", "/me/contacts", CONTACTS, contacts.in_default_folder, LISTED),
    Played("GET", "/me/contactFolders", CONTACTS, contacts.folders, LISTED),
    Played("GET", "/me/contactFolders/{folder}", CONTACTS, contacts.folder, frozenset({"$select"})),
    Played("GET", "/me/contactFolders/{folder}/childFolders", CONTACTS, contacts.folders, LISTED),
    Played("GET", "/me/contactFolders/{folder}/contacts", CONTACTS, contacts.in_folder, LISTED),
    Played("GET", "/me/messages", READ_MAIL, mail.listed, LISTED | {"$filter", "$expand"}),
    Played("POST", "/me/messages", WRITE_MAIL, mail.create, status=201),
    Played("GET", "/me/messages/{message}", READ_MAIL, mail.get, frozenset({"$select", "$expand"})),
    Played("DELETE", "/me/messages/{message}", WRITE_MAIL, mail.delete),
    Played("GET", "/me/mailFolders", READ_MAIL, mail.folders, LISTED),
    Played("GET", "/me/mailFolders/{folder}", READ_MAIL, mail.folder, frozenset({"$select"})),
    Played("GET", "/me/mailFolders/{folder}/messages", READ_MAIL, mail.listed, LISTED | {"$filter", "$expand"}),
    Played("POST", "/me/mailFolders/{folder}/messages", WRITE_MAIL, mail.create, status=201),
)
