"""vCard 2.1, 3.0 and 4.0: from cards to contacts. Apple's group cards become labels."""

import re
from collections.abc import Callable, Iterator

from vobject.base import ContentLine, ParseError, textLineToContentLine

from segue.clients.card_lines import CardText, cards_in
from segue.clients.contact import Contact, RowProblem
from segue.clients.entry import Entry, KeyMaker
from segue.clients.outcome import outcome
from segue.departure.errors import UnreadableFile

_ESCAPED = re.compile(r"\\(.)")
_QUOTED_PRINTABLE = re.compile(r"quoted-printable", re.IGNORECASE)
_KINDS = ("KIND", "X-ADDRESSBOOKSERVER-KIND")
_MEMBERS = ("MEMBER", "X-ADDRESSBOOKSERVER-MEMBER")
_LANGUAGES = ("LANG", "LANGUAGE", "X-LANGUAGE", "X-PREFERRED-LANGUAGE")

Groups = dict[str, list[str]]
"""The labels of group cards, by the UID of their members."""


def contacts_in_cards(source: str, open_lines: Callable[[], Iterator[str]]) -> Iterator[Contact | RowProblem]:
    """Yield one contact or problem for each card that is not a group of others.

    ``open_lines`` starts the text from its beginning; it is read twice, since groups may stand after their members.
    Raises UnreadableFile ``file_no_cards``.
    """
    groups = groups_in(cards_in(open_lines()))
    keys = KeyMaker()
    row = 0
    for card in cards_in(open_lines()):
        row = card.row
        if card.problem or not _is_group(card):
            yield _one(source, card, groups, keys)
    if not row:
        raise UnreadableFile("file_no_cards", file=source)


def groups_in(cards: Iterator[CardText]) -> Groups:
    """Return the labels that group cards (``KIND:group``) give to their members."""
    found: Groups = {}
    for card in cards:
        if card.problem or not _is_group(card):
            continue
        properties = _properties(card) or []
        label = next((_plain(line.value) for line in properties if line.name == "FN"), "")
        for line in properties:
            if label and line.name in _MEMBERS:
                found.setdefault(_uid(line.value), []).append(label)
    return found


def _one(source: str, card: CardText, groups: Groups, keys: KeyMaker) -> Contact | RowProblem:
    properties = None if card.problem else _properties(card)
    if properties is None:
        return RowProblem(source, card.row, card.problem or "card_broken")
    entry = Entry(card.row)
    for line in sorted(properties, key=_preference):
        _put(entry, line)
    entry.labels.extend(groups.get(_uid(entry.uid), []) if entry.uid else [])
    return outcome(source, entry, keys)


def _properties(card: CardText) -> list[ContentLine] | None:
    """Return the properties of a card, None when one that is needed cannot be read."""
    try:
        # vobject knows quoted-printable in capitals only.
        return [textLineToContentLine(_QUOTED_PRINTABLE.sub("QUOTED-PRINTABLE", line)) for line in card.lines]
    except (ParseError, LookupError, ValueError):
        return None


def _put(entry: Entry, line: ContentLine) -> None:
    name, value = line.name, line.value
    if name == "N" and not (entry.family or entry.given):  # the others are the same name in other scripts
        parts = [" ".join(_parts(part, ",")) for part in _fields(value, ";")]
        entry.family, entry.given, entry.middle, entry.prefix = (*parts, "", "", "", "")[:4]
    elif name == "EMAIL":
        entry.email.append(_plain(value))
    elif name == "TEL":
        entry.phone.append(_plain(value).removeprefix("tel:").replace(";ext=", " ext. "))
    elif name == "CATEGORIES":
        entry.labels.extend(_parts(value, ","))
    else:
        _put_single(entry, name, value)


def _put_single(entry: Entry, name: str, value: str) -> None:
    if name == "ORG":
        entry.company = entry.company or next(iter(_parts(value, ";")), "")
    elif name == "FN":
        entry.full = entry.full or _plain(value)
    elif name == "TITLE":
        entry.job = entry.job or _plain(value)
    elif name == "UID":
        entry.uid = entry.uid or _plain(value)
    elif name in _LANGUAGES:
        entry.language = entry.language or _plain(value)


def _is_group(card: CardText) -> bool:
    heads = (line.upper().replace(" ", "").partition(":") for line in card.lines if line[:1] in "KkXx")
    return any(head.split(";")[0] in _KINDS and value == "GROUP" for head, _, value in heads)


def _preference(line: ContentLine) -> int:
    """Return 1 for what is preferred most (RFC 6350 5.3; in older versions a type), 101 for what is not at all."""
    types = [word for value in line.params.get("TYPE", []) for word in str(value).lower().split(",")]
    if "pref" in types or "pref" in (str(value).lower() for value in line.singletonparams):
        return 1
    told = str(next(iter(line.params.get("PREF", [])), ""))
    return int(told) if told.isdecimal() and len(told) <= 3 else 101


def _fields(value: str, separator: str) -> list[str]:
    """Part a structured value at separators that are not escaped; the parts stay escaped."""
    return re.split(rf"(?<!\\){separator}", value)


def _parts(value: str, separator: str) -> list[str]:
    return [part for field in _fields(value, separator) if (part := _plain(field).strip())]


def _plain(value: str) -> str:
    return _ESCAPED.sub(lambda escaped: "\n" if escaped[1] in "nN" else escaped[1], value)


def _uid(value: str) -> str:
    return _plain(value).strip().lower().removeprefix("urn:uuid:")
