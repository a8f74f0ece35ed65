"""In which language to write to a contact: a suggestion with its reason, for a person to confirm (C5)."""

import re
import unicodedata
from types import MappingProxyType

from segue.clients.addresses import domain_of, without_example
from segue.clients.contact import Contact
from segue.clients.headers import folded
from segue.clients.regions import COUNTRY_DOMAINS, DIALLING_CODES, LANGUAGE_NAMES, NOT_THEIR_NEIGHBOURS, SCRIPTS
from segue.departure.errors import InputError

LOCALES = ("en-US", "en-GB", "it", "ru", "id", "hi", "pt-BR", "pt-PT", "de")
"""The languages that letters are written in."""

_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?(?:[-_.@].*)?")
_BY_NAME = MappingProxyType({name: tag for tag, names in LANGUAGE_NAMES.items() for name in names})
_REGIONAL = MappingProxyType({"en": ("en-US", "en-GB"), "pt": ("pt-BR", "pt-PT")})
_AMERICAN = frozenset(("US", "CA", "PH"))


def suggest(contact: Contact) -> tuple[str, str]:
    """Return a locale and the code of its reason: hint, domain, phone, script or none (``language.reason.<code>``).

    A hint for a language that letters are not written in is returned as it is: that client waits until a person
    chooses another (C5). Without any sign the locale is "".
    """
    evidence = _evidence(contact)
    if contact.language:
        return _regional(contact.language, [locale for locale, _ in evidence]), "hint"
    return evidence[0] if evidence else ("", "none")


def tag_of(written: str) -> str:
    """Return the BCP 47 tag of a language as a column holds it ("it_IT", "Italiano"), "" for what is not understood."""
    named = _BY_NAME.get(folded(written))
    if named:
        return named
    match = _TAG.fullmatch(written)
    if not match:
        return ""
    language, script, region = match.groups()
    return "-".join(filter(None, (language.lower(), (script or "").title(), (region or "").upper())))


def _evidence(contact: Contact) -> list[tuple[str, str]]:
    """Return every locale that something speaks for, the strongest first."""
    script = _by_script(contact.name)
    found = [(_by_domain(email), "domain") for email in contact.emails]
    found += [(_by_phone(phone), "phone") for phone in contact.phones]
    found += [(script, "script")]
    # India writes business letters in English, unless the address book itself writes the name in Hindi.
    hindi = [("hi", "script")] if script == "hi" and any(locale == "en-GB" for locale, _ in found) else []
    return hindi + [pair for pair in found if pair[0]]


def _regional(tag: str, evidence: list[str]) -> str:
    language, _, region = tag.partition("-")
    region = region.rpartition("-")[2]
    if language not in _REGIONAL:
        return language if language in LOCALES else tag
    first, second = _REGIONAL[language]
    if region:
        return first if region in _AMERICAN or f"{language}-{region}" == first else second
    return next((locale for locale in evidence if locale in (first, second)), first)


def _by_domain(email: str) -> str:
    try:
        last = without_example(domain_of(email)).rpartition(".")[2]
    except InputError:
        return ""
    return COUNTRY_DOMAINS.get(last, "")


def _by_phone(phone: str) -> str:
    number = re.sub(r"[^\d+]", "", phone)
    number = "+" + number[2:] if number.startswith("00") else number
    if number.startswith(NOT_THEIR_NEIGHBOURS):
        return ""
    codes = (code for code in DIALLING_CODES if number.startswith(code))
    return DIALLING_CODES[longest] if (longest := max(codes, key=len, default="")) else ""


def _by_script(name: str) -> str:
    for character in name:
        script = unicodedata.name(character, "").split(" ")[0]
        if script in SCRIPTS:
            return SCRIPTS[script]
    return ""
