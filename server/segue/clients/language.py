"""In which language to write to a contact: a suggestion with its reason, for a person to confirm (C5)."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from types import MappingProxyType

from segue.clients.addresses import without_example
from segue.clients.contact import Contact
from segue.clients.headers import folded
from segue.clients.phones import region_of
from segue.clients.regions import COUNTRIES, COUNTRY_DOMAINS, LANGUAGE_NAMES, SCRIPTS

LOCALES = ("en-US", "en-GB", "it", "ru", "id", "hi", "pt-BR", "pt-PT", "de")
"""The languages that letters are written in."""

_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?(?:[-_.@].*)?")
_BY_NAME = MappingProxyType({name: tag for tag, names in LANGUAGE_NAMES.items() for name in names})
_REGIONAL = MappingProxyType({"en": ("en-US", "en-GB"), "pt": ("pt-BR", "pt-PT")})
_AMERICAN = frozenset(("US", "CA", "PH"))


def suggest(contact: Contact, company: str = "") -> tuple[str, str]:
    """Return a locale and the code of its reason: hint, company, domain, phone, script or none.

    ``company`` is the locale that a person chose for somebody of the same company, if he did. A hint for a language
    that letters are not written in is returned as it is: that client waits until a person chooses another (C5).
    Without any sign the locale is "". The sentences are ``language.reason.<code>``.
    """
    if contact.language:
        return _regional(contact.language, [locale for locale, _ in _evidence(contact)]), "hint"
    if company:
        return company, "company"
    return next(_evidence(contact), ("", "none"))


def seen_in(reason: str, addresses: Iterable[str], phones: Iterable[str], company: str) -> str:
    """Return what a reason was seen in, for a person to judge it: ".it", a number, a company; "" where it says all."""
    if reason == "domain":
        email = next((one for one in addresses if _by_domain(one)), "")
        return "." + without_example(email.rpartition("@")[2].casefold()).rpartition(".")[2] if email else ""
    if reason == "phone":
        return next((one for one in phones if COUNTRIES.get(region_of(one))), "")
    return company if reason == "company" else ""


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


def _evidence(contact: Contact) -> Iterator[tuple[str, str]]:
    """Yield every locale that something speaks for, the strongest first; what nobody asks for is not looked up."""
    script = _by_script(contact.name)
    # India writes business letters in English, unless the address book itself writes the name in Hindi.
    if script == "hi" and any(locale == "en-GB" for locale, _ in _by_place(contact)):
        yield "hi", "script"
    yield from _by_place(contact)
    if script:
        yield script, "script"


def _by_place(contact: Contact) -> Iterator[tuple[str, str]]:
    for email in contact.emails:
        if locale := _by_domain(email):
            yield locale, "domain"
    for phone in contact.phones:
        if locale := COUNTRIES.get(region_of(phone), ""):
            yield locale, "phone"


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
    return COUNTRY_DOMAINS.get(without_example(email.rpartition("@")[2].casefold()).rpartition(".")[2], "")


def _by_script(name: str) -> str:
    if name.isascii():
        return ""
    for character in name:
        script = unicodedata.name(character, "").split(" ")[0]
        if script in SCRIPTS:
            return SCRIPTS[script]
    return ""
