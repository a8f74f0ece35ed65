"""Connecting a browser's extension: codes for one use, tokens that rotate, and the page of one's own browsers.

Access tokens live for ten minutes. A refresh token is exchanged once, for the next pair; used a second time, it ends
its whole family, because then somebody else may have it. An answer that got lost has no time of grace (decision
0015). Nothing of a secret is kept but a keyed digest; no secret goes into the audit.
"""

import hashlib
import hmac
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from segue.departure.errors import NotFound
from segue.departure.people import Person
from segue.desk.desk import Desk
from segue.desk.ports import Browser, Grant, GrantKind, Token, TokenKind

CODE_LIVES = timedelta(seconds=60)
PAIRING_LIVES = timedelta(minutes=10)
ACCESS_LIVES = timedelta(minutes=10)
REFRESH_LIVES = timedelta(days=30)
"""A browser that nobody opened for so long connects anew."""

PAIRING_LETTERS = "BCDFGHJKMNPQRTVWXY3479"
"""No vowels, so that no word comes about; nothing that looks like another (0 O, 1 I L, 2 Z, 5 S, 6 G, 8 B, U V)."""
PAIRING_LENGTH = 8
PREFIX_LENGTH = 2
LONGEST_NAME = 60


class Why(StrEnum):
    """Why a browser ended."""

    BY_PERSON = "by_person"
    BY_ADMINISTRATOR = "by_administrator"
    SIGNED_OUT = "signed_out"
    REFRESH_REUSED = "refresh_reused"
    CODE_REUSED = "code_reused"


@dataclass(frozen=True)
class Pair:
    """The secrets of an access and a refresh token, as they are given out once."""

    access: str
    refresh: str


def digest_of(key: bytes, secret: str) -> str:
    """Return what is kept of a secret; keyed, so that who has the rows alone cannot try short codes against them."""
    own = hmac.new(key, b"segue browser", hashlib.sha256).digest()
    return hmac.new(own, secret.encode(), hashlib.sha256).hexdigest()


def pairing_code(typed: str) -> str:
    """Return a pairing code as it was made, however it was typed."""
    return "".join(letter for letter in typed.upper() if letter.isascii() and letter.isalnum())


def make_code(desk: Desk, actor: Person, secret: str, redirect: str, challenge: str, name: str) -> None:
    """Keep a code that connects a browser, for a minute, one exact address and one challenge."""
    expires_at = desk.now + CODE_LIVES
    digest = digest_of(desk.key, secret)
    desk.stores.browsers.save_grant(
        Grant(digest, GrantKind.CODE, actor.id, expires_at, fit_name(name), redirect, challenge)
    )


def make_pairing_code(desk: Desk, actor: Person, secret: str) -> None:
    """Keep a pairing code for ten minutes; the one before stops working."""
    desk.stores.browsers.forget_grants(actor.id, GrantKind.PAIRING)
    digest = digest_of(desk.key, secret)
    desk.stores.browsers.save_grant(Grant(digest, GrantKind.PAIRING, actor.id, desk.now + PAIRING_LIVES))


def use_code(desk: Desk, secret: str, kind: GrantKind) -> Grant | None:
    """Use a code up, whatever comes of it; None when it is unknown, over, or its person gone.

    A second use ends the browser that the first one connected (RFC 6749, 4.1.2): one of the two was not its own.
    """
    grant = desk.stores.browsers.grant(digest_of(desk.key, secret))
    if grant is None or grant.kind is not kind:
        return None
    if not desk.stores.browsers.use_grant(grant.digest, desk.now):
        _end_found(desk, grant.browser_id, Why.CODE_REUSED)
        return None
    fresh = grant.expires_at > desk.now and desk.stores.people.get(grant.person_id).active
    return grant if fresh else None


def connect(desk: Desk, grant: Grant, pair: Pair) -> Browser:
    """Connect a browser by a code that was just used."""
    browser = Browser(desk.new_id(), grant.person_id, grant.name, desk.now, desk.now)
    desk.stores.browsers.save(browser)
    desk.stores.browsers.save_grant(replace(grant, browser_id=browser.id))
    _add_tokens(desk, browser.id, pair)
    desk.record(grant.person_id, "connect_browser", subject_id=browser.id, kind=grant.kind)
    return browser


def pair_browser(desk: Desk, code: str, name: str, pair: Pair) -> Browser | None:
    """Connect a browser by the code that its person typed; None for a wrong one, so that what it ended is kept."""
    grant = use_code(desk, code, GrantKind.PAIRING)
    return connect(desk, replace(grant, name=fit_name(name)), pair) if grant else None


def use_refresh(desk: Desk, secret: str) -> Token | None:
    """Use a refresh token up; None when it is unknown, over or its person gone. A second use ends its family."""
    token = desk.stores.browsers.token(digest_of(desk.key, secret))
    if token is None or token.kind is not TokenKind.REFRESH:
        return None
    if not desk.stores.browsers.use_token(token.digest, desk.now):
        _end_found(desk, token.browser_id, Why.REFRESH_REUSED)
        return None
    browser = desk.stores.browsers.get(token.browser_id)
    fresh = token.expires_at > desk.now and desk.stores.people.get(browser.person_id).active
    return token if fresh else None


def renew(desk: Desk, token: Token, pair: Pair) -> None:
    """Give the next two tokens of a family whose refresh token was just used."""
    browser = desk.stores.browsers.get(token.browser_id)
    desk.stores.browsers.save(replace(browser, seen_at=desk.now))
    desk.stores.browsers.forget_tokens(browser.id, desk.now)
    _add_tokens(desk, browser.id, pair)


def bearer_of(desk: Desk, secret: str) -> Person | None:
    """Return who works through an access token, None when it opens nothing."""
    token = desk.stores.browsers.token(digest_of(desk.key, secret))
    if token is None or token.kind is not TokenKind.ACCESS or token.expires_at <= desk.now:
        return None
    browser = desk.stores.browsers.get(token.browser_id)
    person = desk.stores.people.get(browser.person_id)
    return person if person.active and browser.ended_at is None else None


def sign_browser_out(desk: Desk, secret: str) -> None:
    """End the browser that a token is of; a token that nobody knows is no error (RFC 7009, 2.2)."""
    token = desk.stores.browsers.token(digest_of(desk.key, secret))
    if token is not None:
        _end_found(desk, token.browser_id, Why.SIGNED_OUT)


def disconnect(desk: Desk, actor: Person, browser_id: str) -> None:
    """End one of one's own browsers; raises NotFound for another's."""
    browser = desk.stores.browsers.get(browser_id)
    if browser.person_id != actor.id:
        raise NotFound("browser_unknown")
    _end(desk, browser, Why.BY_PERSON, actor.id)


def disconnect_all(desk: Desk, person_id: str, why: Why, by: Person) -> None:
    """End all browsers of a person, and the codes that would connect another."""
    desk.stores.browsers.forget_grants(person_id)
    for browser in desk.stores.browsers.of(person_id):
        _end(desk, browser, why, by.id)


def fit_name(name: str) -> str:
    """Return a browser's name as it can be shown: one line, not too long."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in name).split())
    return line[:LONGEST_NAME]


def _add_tokens(desk: Desk, browser_id: str, pair: Pair) -> None:
    lives = (
        (pair.access, TokenKind.ACCESS, ACCESS_LIVES),
        (pair.refresh, TokenKind.REFRESH, REFRESH_LIVES),
    )
    for secret, kind, long in lives:
        desk.stores.browsers.add_token(Token(digest_of(desk.key, secret), kind, browser_id, desk.now + long))


def _end_found(desk: Desk, browser_id: str, why: Why) -> None:
    """End a browser by what came in without anybody signed in; "" is none."""
    if browser_id:
        _end(desk, desk.stores.browsers.get(browser_id), why, "")


def _end(desk: Desk, browser: Browser, why: Why, by: str) -> None:
    if browser.ended_at is None:
        desk.stores.browsers.save(replace(browser, ended_at=desk.now, ended_why=why))
        desk.stores.browsers.forget_tokens(browser.id)
        desk.record(by, "end_browser", subject_id=browser.id, why=why)
