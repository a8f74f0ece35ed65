"""What becomes of a row or card that was read: a contact, or a problem with its cause."""

from dataclasses import replace

from segue.clients.addresses import addresses_in, both
from segue.clients.contact import Contact, RowProblem
from segue.clients.entry import Entry, KeyMaker
from segue.clients.language import tag_of
from segue.clients.limits import MAX_FIELD_CHARS, MAX_VALUE_CHARS
from segue.clients.names import Name, clean, is_patronymic, split, title_and_rest, without_patronymic
from segue.clients.titles import PARTICLES
from segue.departure.errors import InputError

_SYSTEM_GROUPS = frozenset(("mycontacts", "my contacts", "all contacts", "i miei contatti", "card"))


def outcome(source: str, entry: Entry, keys: KeyMaker) -> Contact | RowProblem:
    """Return the contact of an entry, or why it cannot be kept. One entry always has one outcome.

    An unusable address beside a good one is left out; a row without a good one is a problem, with what was read of it.
    """
    too_long = next((text for text in entry.texts() if len(text) > MAX_FIELD_CHARS), "")
    if too_long:
        return RowProblem(source, entry.row, "field_too_long", clean(too_long)[:MAX_VALUE_CHARS])
    written = [part for cell in entry.email for part in addresses_in(cell)]
    emails = _usable(written)
    contact = _contact(source, entry, emails, keys)
    if emails:
        return contact
    code = "row_bad_address" if written else "row_no_address"
    value = clean(written[0]) if written else contact.name or clean(entry.full)
    return RowProblem(source, entry.row, code, value[:MAX_VALUE_CHARS], contact)


def _contact(source: str, entry: Entry, emails: dict[str, str], keys: KeyMaker) -> Contact:
    name = _name(entry)
    return Contact(
        source=source,
        key=keys.key(entry, next(iter(emails), ""), name.full),
        row=entry.row,
        name=name.full,
        given=name.given,
        family=name.family,
        patronymic=name.patronymic,
        title=name.title,
        emails=tuple(emails.values()),
        phones=_distinct(entry.phone),
        company=clean(entry.company),
        job_title=clean(entry.job),
        labels=_labels(entry.labels),
        language=tag_of(clean(entry.language)),
    )


def _name(entry: Entry) -> Name:
    """Return the parts as given; what the source does not part is taken apart here."""
    middle, family, full = clean(entry.middle), clean(entry.family), clean(entry.full)
    title, given = (" ".join(words) for words in title_and_rest(clean(entry.given).split(), keep=0 if family else 1))
    if "@" in full:
        full = ""  # address books without a name repeat the address; it is nobody's name
    if given and not family and full != clean(entry.company) and _is_family_alone(full, given):
        family, full = full, ""  # German lists call it "Name", beside "Vorname"
    if not family:
        apart = split(full) if full else _of_given_names(given, middle)
        if apart.full.casefold() == clean(entry.company).casefold():
            return Name(apart.full)  # a company under its own name has no first name to greet
        return replace(apart, title=clean(entry.prefix) or title or apart.title)
    apart = split(full)
    shown = apart.full or " ".join(filter(None, (given, middle, family)))
    return Name(shown, clean(entry.prefix) or title or apart.title, *_parted(given, middle, family))


def _is_family_alone(full: str, given: str) -> bool:
    """Say whether what stands for a whole name is one family name, with or without particles, and not the given one."""
    *before, last = full.split() or [""]
    return bool(last) and last not in given.split() and all(word.casefold() in PARTICLES for word in before)


def _of_given_names(given: str, middle: str) -> Name:
    """Take given names apart that have no family name: another word is one, unless it is a patronymic."""
    shown = f"{given} {middle}".strip()
    words, patronymic = without_patronymic(shown.split())
    return Name(shown, "", words[0], patronymic) if patronymic and len(words) == 1 else split(shown)


def _parted(given: str, middle: str, family: str) -> tuple[str, str, str]:
    """Return given names, patronymic and family name, in whichever cell a Russian patronymic stands."""
    behind = [middle] if given and is_patronymic(middle) else []
    names, patronymic = without_patronymic([*given.split(), *behind])
    first, *rest = family.split()
    if names and rest and not patronymic and is_patronymic(first):
        patronymic, family = first, " ".join(rest)
    return " ".join(names), patronymic, family


def _usable(written: list[str]) -> dict[str, str]:
    """Return the good addresses as written to, by their normalised form."""
    found: dict[str, str] = {}
    for address in written:
        try:
            found.setdefault(*both(address))
        except InputError:
            continue
    return found


def _labels(written: list[str]) -> tuple[str, ...]:
    # Google marks its own groups with a star; "all my contacts" would be a label that chooses everybody.
    plain = _distinct([label.strip().removeprefix("* ") for label in written])
    return tuple(label for label in plain if label.casefold() not in _SYSTEM_GROUPS)


def _distinct(texts: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cleaned for text in texts if (cleaned := clean(text))))
