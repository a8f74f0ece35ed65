"""Using a person's account at a provider: tokens are renewed once, however many ask, and ended when nobody needs them.

The outside is never called inside a transaction. Whoever renews says so in the row first, so that others wait for his
tokens instead of asking for their own; one who was killed over it is waited for no longer than a minute.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from segue.departure.errors import MailboxTrouble, MailboxUnclear, NotConnected
from segue.departure.people import Person
from segue.desk.desk import Desk, OpenDesk
from segue.desk.ports import Account, Connection, Identity, Need, Tokens
from segue.desk.readings import Openers

EARLY = timedelta(minutes=2)
"""Tokens are renewed so long before they end, so that none ends on its way."""
RENEWING = timedelta(minutes=1)
"""For so long whoever renews is waited for."""
_PAUSE_SECONDS = 0.1


@dataclass(frozen=True)
class _Working:
    """A connection that works, with its tokens."""

    connection: Connection
    tokens: Tokens


def connect(desk: Desk, person: Person, account: Account) -> None:
    """Keep what a person allowed beyond signing in, with the newest tokens; signing in alone changes nothing."""
    if account.tokens is None or account.granted <= {Need.SIGN_IN}:
        return
    known = desk.stores.connections.of(person.id)
    kept = _newest(known, account, account.tokens)
    connection = Connection(person.id, account.provider, account.address, account.granted, kept, desk.now)
    desk.stores.connections.save(connection)
    before = known.granted if known and known.works else frozenset()
    new = sorted(account.granted - before)
    desk.record(person.id, "connect_account", subject_id=person.id, provider=account.provider, allowed=",".join(new))


def mail_first(desk: Desk, person_id: str) -> list[str]:
    """Return the providers that a person signs in by, the one whose mailbox is connected first."""
    connection = desk.stores.connections.of(person_id)
    mail = connection.provider if connection is not None and connection.works else ""
    return sorted(desk.stores.people.providers_of(person_id), key=lambda provider: provider != mail)


def disconnect(open_desk: OpenDesk, person: Person, identity: Identity, why: str) -> None:
    """End a person's connection here, then at the provider.

    Raises MailboxTrouble when only the first went through; the daily job tries the other again.
    """
    with open_desk() as desk:
        end_connection(desk, person.id, why)
        known = desk.stores.connections.of(person.id)
    if known is not None:
        revoke(open_desk, known, identity)


def end_connection(desk: Desk, person_id: str, why: str) -> None:
    """Let a person's account be used no more; none is no error."""
    known = desk.stores.connections.of(person_id)
    if known is not None and known.works:
        desk.stores.connections.save(known.ended(why))
        desk.record("", "disconnect_account", subject_id=person_id, provider=known.provider, why=why)


def revoke(open_desk: OpenDesk, ended: Connection, identity: Identity) -> None:
    """End an ended connection's tokens at the provider as well, and forget them; raises MailboxTrouble."""
    if ended.tokens is None:
        return
    identity.revoke(ended.tokens)
    _note(open_desk, ended, replace(ended, tokens=None))


def access_token(
    openers: Openers,
    person_id: str,
    identity: Identity,
    need: Need,
    refused: str = "",
    pause: Callable[[float], None] = time.sleep,
) -> str:
    """Return a token for a call, fresh for two minutes at least; ``refused`` is one that the provider did not take.

    Raises NotConnected when the person has to connect his account, or to allow more; MailboxTrouble.
    """
    with openers.look() as desk:  # which is enough nearly always, and keeps nobody from writing
        known = _working(desk, person_id, identity.provider, need)
        if _is_fresh(desk, known, refused):
            return known.tokens.access
    for _ in range(int(RENEWING.total_seconds() / _PAUSE_SECONDS)):
        with openers.change() as desk:
            mine = _to_renew(desk, person_id, identity.provider, need, refused)
        if isinstance(mine, str):
            return mine
        if mine is not None:
            return _renewed(openers.change, mine, identity)
        pause(_PAUSE_SECONDS)
    raise MailboxUnclear(provider=identity.provider)


def _to_renew(desk: Desk, person_id: str, provider: str, need: Need, refused: str) -> str | _Working | None:
    """Return a token that works, the connection for the caller to renew, or None while another renews it."""
    known = _working(desk, person_id, provider, need)
    if _is_fresh(desk, known, refused):
        return known.tokens.access
    if known.connection.renewing_until is not None and known.connection.renewing_until > desk.now:
        return None
    taken = replace(known.connection, renewing_until=desk.now + RENEWING)
    desk.stores.connections.save(taken)
    return _Working(taken, known.tokens)


def _working(desk: Desk, person_id: str, provider: str, need: Need) -> _Working:
    known = desk.stores.connections.of(person_id)
    if known is None or known.tokens is None or not known.works or known.provider != provider:
        raise NotConnected(provider=provider, need=need)
    if not known.allows([need]):
        raise NotConnected("account_permission_missing", provider=provider, need=need)
    return _Working(known, known.tokens)


def _is_fresh(desk: Desk, known: _Working, refused: str) -> bool:
    return known.tokens.access != refused and known.tokens.access_until - EARLY > desk.now


def _renewed(open_desk: OpenDesk, working: _Working, identity: Identity) -> str:
    taken = working.connection
    with open_desk() as desk:
        now = desk.now
    try:
        fresh = identity.renewed(working.tokens, now)
    except NotConnected as error:
        _note(open_desk, taken, taken.challenged(str(error.values.get("claims", ""))))
        raise
    except MailboxTrouble:
        _note(open_desk, taken, replace(taken, renewing_until=None))
        raise
    _note(open_desk, taken, replace(taken, tokens=fresh, renewing_until=None))
    return fresh.access


def _note(open_desk: OpenDesk, before: Connection, now: Connection) -> None:
    """Write what became of tokens, unless the account was connected anew or ended meanwhile."""
    with open_desk() as desk:
        known = desk.stores.connections.of(before.person_id)
        if known is not None and (known.tokens, known.ended_why) == (before.tokens, before.ended_why):
            desk.stores.connections.save(now)
            if now.ended_why != before.ended_why:
                desk.record("", "account_ended", subject_id=before.person_id, provider=before.provider)


def _newest(known: Connection | None, account: Account, tokens: Tokens) -> Tokens:
    """Return tokens that can be renewed: Google says the renewal token only when consent was given anew."""
    if tokens.renewal or known is None or known.tokens is None or known.ended_why:
        return tokens
    same = (known.provider, known.address) == (account.provider, account.address)
    return replace(tokens, renewal=known.tokens.renewal) if same else tokens
