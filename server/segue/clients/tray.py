"""Who is probably not a client, and why (C3). Only a suggestion: one click moves a person."""

from collections.abc import Iterable
from functools import lru_cache

from segue.clients.addresses import comparable
from segue.clients.contact import Contact
from segue.clients.domains import Named, is_free_mail, is_mailing_list, is_nobody, is_own
from segue.clients.names import words_of

REASONS = ("own_domain", "blocked", "no_reply", "mailing_list", "supplier", "free_mail")
"""Every reason of the rules, the strongest first. A person's own is ``by_you``; the catalogue has a sentence for each
(``tray.<code>``)."""

SUPPLIER_LABELS = frozenset(
    (
        *("supplier", "suppliers", "vendor", "vendors", "subcontractor", "subcontractors"),
        *("fornitore", "fornitori", "fornecedor", "fornecedores", "поставщик", "поставщики", "подрядчик", "подрядчики"),
        *("pemasok", "vendor", "आपूर्तिकर्ता", "विक्रेता", "lieferant", "lieferanten", "dienstleister"),
    )
)


def why_probably_not(contact: Contact, own_domains: Iterable[str], blocked: Named | None = None) -> str | None:
    """Return the code of the first reason in REASONS that holds for a contact (or a merged one), None for none.

    ``own_domains`` are the company's, as configured, and all below them; ``blocked`` is what its policy names. A
    colleague is one by any of his addresses; private is only who has no address but free mail.
    """
    own = tuple(domain.strip().lower() for domain in own_domains)
    addresses = [comparable(email) for email in contact.emails]
    parted = [address.rpartition("@") for address in addresses]
    if any(is_own(domain, own) for _, _, domain in parted):
        return "own_domain"
    if blocked is not None and blocked.holds((*contact.emails, *addresses), contact.company):
        return "blocked"
    if parted and is_nobody(parted[0][0]):
        return "no_reply"
    if parted and is_mailing_list(parted[0][0], parted[0][2]):
        return "mailing_list"
    if any(word in SUPPLIER_LABELS for label in contact.labels for word in _words(label)):
        return "supplier"
    return "free_mail" if parted and all(is_free_mail(domain) for _, _, domain in parted) else None


@lru_cache(maxsize=1024)
def _words(label: str) -> tuple[str, ...]:
    """Return a label's words; the same labels stand on many contacts."""
    return words_of(label.replace(":", " "))
