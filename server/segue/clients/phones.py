"""Telephone numbers: the one international form in which equal numbers are equal, and the region they belong to."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from phonenumbers import (
    NumberParseException,
    PhoneNumber,
    PhoneNumberFormat,
    PhoneNumberType,
    format_number,
    is_possible_number,
    number_type,
    parse,
    region_code_for_country_code,
    region_code_for_number,
)

from segue.clients.addresses import without_example
from segue.clients.contact import Contact

_BY_DOMAIN = {"uk": "GB", "su": "RU", "рф": "RU", "xn--p1ai": "RU", "भारत": "IN", "xn--h2brj9c": "IN", "gov": "US"}
_BY_LANGUAGE = {"it": "IT", "ru": "RU", "id": "ID", "hi": "IN", "de": "DE"}
# Endings of two letters that are sold as words; they say nothing of a country.
_NO_COUNTRY = frozenset(("ai", "cc", "co", "eu", "fm", "io", "me", "tv"))

_DIGITS = re.compile(r"\d")
_END_DIGITS = 6


def e164(phone: str, regions: Iterable[str] = ()) -> str:
    """Return a number as E.164 has it ("+390512345678"), "" for what cannot be a number.

    A number without a country code is read as in the first of ``regions`` (ISO 3166) where it is possible.
    """
    return next(filter(None, (_e164(phone, region) for region in ("", *regions))), "")


def numbers_of(contact: Contact, home: str = "") -> tuple[str, ...]:
    """Return a contact's numbers in E.164; a national one is read where its owner is, else in ``home``.

    ``home`` is the region of the company's own zone.
    """
    if not contact.phones:
        return ()
    regions = regions_of(contact, home)
    return tuple(dict.fromkeys(filter(None, (e164(phone, regions) for phone in contact.phones))))


def shared_numbers(contacts: Sequence[Contact], home: str = "") -> list[tuple[str, ...]]:
    """Return each contact's numbers in E.164, left out where nobody else can have the same.

    Reading a number takes longer than all else that is compared; most end as no other does.
    """
    ends = [frozenset(_end_of(phone) for phone in contact.phones) for contact in contacts]
    holders = Counter(end for of_one in ends for end in of_one if end)
    return [
        numbers_of(contact, home) if any(holders[end] > 1 for end in of_one) else ()
        for contact, of_one in zip(contacts, ends, strict=True)
    ]


def regions_of(contact: Contact, home: str = "") -> tuple[str, ...]:
    """Return where a contact may be, the likeliest first: country of the domains, then language, then ``home``."""
    found = [_region_of_domain(email.rpartition("@")[2]) for email in contact.emails]
    language, _, region = contact.language.partition("-")
    found += [region.upper() if len(region) == 2 else _BY_LANGUAGE.get(language, ""), home]
    return tuple(dict.fromkeys(filter(None, found)))


def dialled(phone: str) -> str:
    """Return what ``tel:`` is given to ring a number: its digits, with the plus of an international one."""
    number = international(phone)
    return format_number(number, PhoneNumberFormat.E164) if number else re.sub(r"[^\d+*#]", "", phone)


def is_fixed_line(number: str) -> bool:
    """Say whether a number in E.164 is a desk's or a switchboard's, which colleagues share."""
    parsed = _parsed(number, "")
    return parsed is not None and number_type(parsed) == PhoneNumberType.FIXED_LINE


@lru_cache(maxsize=4096)
def region_of(phone: str) -> str:
    """Return the region (ISO 3166) of an international number, "" for any other."""
    number = _parsed(phone, "")
    if number is None:
        return ""
    return region_code_for_number(number) or region_code_for_country_code(number.country_code or 0)


def international(phone: str) -> PhoneNumber | None:
    """Return a number that says its country itself, None for any other."""
    number = _parsed(phone, "")
    return number if number is not None and is_possible_number(number) else None


def _end_of(phone: str) -> str:
    """Return the last digits before an extension; equal numbers end alike, however they begin."""
    number = re.split(r"[^\W\d_]|[;,#]", phone.lstrip("telTEL: "), maxsplit=1)[0]
    return "".join(_DIGITS.findall(number)[-_END_DIGITS:])


@lru_cache(maxsize=65_536)
def _e164(phone: str, region: str) -> str:
    number = _parsed(phone, region)
    if number is None or not is_possible_number(number):
        return ""
    return format_number(number, PhoneNumberFormat.E164)


def _parsed(phone: str, region: str) -> PhoneNumber | None:
    # Written by hand, "00" stands for the plus almost everywhere.
    written = "+" + phone.lstrip()[2:] if phone.lstrip().startswith("00") else phone
    try:
        return parse(written, region or None)
    except NumberParseException:
        return None


@lru_cache(maxsize=4096)
def _region_of_domain(domain: str) -> str:
    last = without_example(domain.casefold()).rpartition(".")[2]
    return _BY_DOMAIN.get(last) or (last.upper() if len(last) == 2 and last not in _NO_COUNTRY else "")
