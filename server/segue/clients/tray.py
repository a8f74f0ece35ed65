"""Who is probably not a client, and why (C3). Only a suggestion: one click moves a person."""

from collections.abc import Iterable

from segue.clients.addresses import normalise
from segue.clients.contact import Contact
from segue.clients.domains import is_free_mail, is_mailing_list, is_nobody, is_own
from segue.clients.names import words_of
from segue.departure.errors import InputError

REASONS = ("own_domain", "no_reply", "mailing_list", "supplier", "free_mail")
"""Every reason, the strongest first; the catalogue has a sentence for each (``tray.<code>``)."""

SUPPLIER_LABELS = frozenset(
    (
        *("supplier", "suppliers", "vendor", "vendors", "subcontractor", "subcontractors"),
        *("fornitore", "fornitori", "fornecedor", "fornecedores", "поставщик", "поставщики", "подрядчик", "подрядчики"),
        *("pemasok", "vendor", "आपूर्तिकर्ता", "विक्रेता", "lieferant", "lieferanten", "dienstleister"),
    )
)


def why_probably_not(contact: Contact, own_domains: Iterable[str]) -> str | None:
    """Return the code of the first reason in REASONS that holds for a contact (or a merged one), None for none.

    ``own_domains`` are the company's, as configured. A colleague is one by any of his addresses; private is only who
    has no address but free mail.
    """
    own = tuple(domain.strip().lower() for domain in own_domains)
    parted = [address.rpartition("@") for address in _normalised(contact.emails)]
    if any(is_own(domain, own) for _, _, domain in parted):
        return "own_domain"
    if parted and is_nobody(parted[0][0]):
        return "no_reply"
    if parted and is_mailing_list(parted[0][0], parted[0][2]):
        return "mailing_list"
    if any(word in SUPPLIER_LABELS for label in contact.labels for word in words_of(label.replace(":", " "))):
        return "supplier"
    return "free_mail" if parted and all(is_free_mail(domain) for _, _, domain in parted) else None


def _normalised(emails: tuple[str, ...]) -> list[str]:
    found = []
    for email in emails:
        try:
            found.append(normalise(email))
        except InputError:  # not from a file that was read here; it says nothing about its owner
            continue
    return found
