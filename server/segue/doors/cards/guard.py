"""The recipient guard: a letter to A never goes into a message to B (H5). The pane's ``guard.js``, in this language."""

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

UNREADABLE = "?"
"""Stands for a recipient that could not be read: somebody whom no letter is meant for."""
_IN_ANGLES = re.compile(r"<([^<>]*)>\s*$")


class Verdict(StrEnum):
    """*Extra*: the right person, and others who need a confirmation; *other*: somebody else's message, refused."""

    FITS = "fits"
    EXTRA = "extra"
    OTHER = "other"


@dataclass(frozen=True)
class Message:
    """Whom the message being written goes to."""

    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    bcc: tuple[str, ...] = ()

    @property
    def everyone(self) -> tuple[str, ...]:
        """Return all of them."""
        return (*self.to, *self.cc, *self.bcc)

    def as_text(self, card_id: str) -> str:
        """Return it as the buttons of its card carry it, with the card's id."""
        return json.dumps([self.to, self.cc, self.bcc, card_id], ensure_ascii=False)


def message_in(text: str) -> tuple[Message, str]:
    """Return what a button carried, and its card's id; nobody, where it carried nothing that can be read."""
    try:
        *lists, card_id = json.loads(text)
        return Message(*(tuple(str(one) for one in entries) for entries in lists)), str(card_id)
    except (ValueError, TypeError, RecursionError):
        return Message(), ""


def guard(to: Sequence[str], cc: Sequence[str], message: Message) -> tuple[Verdict, tuple[str, ...]]:
    """Say whether a letter to some people may go into a message, and who of its recipients is not meant."""
    meant = {plain_address(one) for one in to}
    allowed = meant | {plain_address(one) for one in cc}
    strangers = tuple(one for one in message.everyone if plain_address(one) not in allowed)
    # A person in Cc does not make it his message: where there is a To, the client has to be in it.
    addressed, reaches = (message.to, meant) if message.to else (message.everyone, allowed)
    if addressed and not any(plain_address(one) in reaches for one in addressed):
        return Verdict.OTHER, strangers or addressed
    return (Verdict.EXTRA if strangers else Verdict.FITS), strangers


def guard_test(to: Sequence[str], readers: Sequence[str], message: Message) -> tuple[Verdict, tuple[str, ...]]:
    """Say the same of a test copy: anybody beside its readers is refused, not asked about (H10)."""
    verdict, strangers = guard(to, readers, message)
    return (Verdict.FITS if verdict is Verdict.FITS else Verdict.OTHER), strangers


def bare_address(written: str) -> str:
    """Return an address without its display name, as it is written."""
    inside = _IN_ANGLES.search(written)
    return (inside[1] if inside else written).strip()


def plain_address(written: str) -> str:
    """Return an address in the one spelling that is compared: lower case, the domain in ASCII.

    Gmail's dots and plus signs are left alone: treating two spellings as two people only asks once too often.
    """
    local, at, domain = unicodedata.normalize("NFC", bare_address(written)).lower().rpartition("@")
    return f"{local}{at}{_ascii(domain)}"


def _ascii(domain: str) -> str:
    try:
        return domain if domain.isascii() else domain.encode("idna").decode("ascii")
    except UnicodeError:
        return domain
