"""Domains and mailboxes that are seldom a client's: free mail, machines, mailing lists (C3)."""

from collections.abc import Iterable, Iterator

from segue.clients.addresses import without_example

FREE_MAIL = frozenset(
    (
        # everywhere
        *("gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com", "yahoo.com", "ymail.com"),
        *("rocketmail.com", "icloud.com", "me.com", "mac.com", "aol.com", "proton.me", "protonmail.com", "pm.me"),
        *("gmx.com", "gmx.net", "mail.com", "zoho.com", "fastmail.com", "tutanota.com", "tuta.io", "hey.com"),
        # United Kingdom, Ireland, United States
        *("hotmail.co.uk", "live.co.uk", "outlook.ie", "yahoo.co.uk", "yahoo.ie", "btinternet.com", "sky.com"),
        *("talktalk.net", "virginmedia.com", "eircom.net", "comcast.net", "verizon.net", "att.net", "sbcglobal.net"),
        *("cox.net", "bellsouth.net", "charter.net", "earthlink.net"),
        # Italy
        *("libero.it", "virgilio.it", "alice.it", "tin.it", "tim.it", "tiscali.it", "inwind.it", "iol.it", "email.it"),
        *("fastwebnet.it", "yahoo.it", "hotmail.it", "live.it", "outlook.it", "teletu.it"),
        # Russia
        *("mail.ru", "inbox.ru", "list.ru", "bk.ru", "internet.ru", "yandex.ru", "yandex.com", "ya.ru", "rambler.ru"),
        *("lenta.ru", "autorambler.ru", "myrambler.ru", "ro.ru", "pochta.ru"),
        # India
        *("rediffmail.com", "yahoo.co.in", "yahoo.in", "outlook.in", "hotmail.co.in", "zohomail.in", "indiatimes.com"),
        # Indonesia
        *("yahoo.co.id", "ymail.co.id", "outlook.co.id", "telkom.net", "plasa.com"),
        # Brazil
        *("uol.com.br", "bol.com.br", "terra.com.br", "ig.com.br", "globo.com", "globomail.com", "yahoo.com.br"),
        *("hotmail.com.br", "outlook.com.br", "oi.com.br", "r7.com", "zipmail.com.br"),
        # Portugal
        *("sapo.pt", "iol.pt", "clix.pt", "netcabo.pt", "mail.telepac.pt", "hotmail.pt", "outlook.pt", "live.com.pt"),
        # Germany, Austria, Switzerland
        *("web.de", "gmx.de", "t-online.de", "freenet.de", "arcor.de", "posteo.de", "mailbox.org", "mail.de"),
        *("hotmail.de", "live.de", "outlook.de", "yahoo.de", "gmx.at", "aon.at", "chello.at", "gmx.ch", "bluewin.ch"),
    )
)

NO_REPLY = (
    *("noreply", "donotreply", "dontreply", "neverreply", "nonrispondere", "naoresponda", "naoresponder"),
    *("mailerdaemon", "postmaster", "bounce", "bounces", "notification", "notifications", "notifiche", "automailer"),
)
"""Beginnings of mailboxes that nobody reads, without dots, dashes and underscores."""

MAILING_LIST = (
    *("newsletter", "newsletters", "news", "mailinglist", "list", "lists", "digest", "announce", "subscribe"),
    *("unsubscribe", "listserv", "majordomo", "informativa"),
)
"""Whole names of mailboxes, and first labels of domains, that write to many."""

_NO_MARKS = str.maketrans("", "", ".-_")
LIST_DOMAINS = ("lists", "list", "news", "newsletter", "mailing", "groups", "mailer", "googlegroups")

ROLES = frozenset(
    (
        *("info", "information", "office", "contact", "contacts", "hello", "mail", "email", "team", "all", "staff"),
        *("admin", "administration", "accounting", "accounts", "accountspayable", "billing", "invoices", "finance"),
        *("payables", "purchasing", "procurement", "orders", "sales", "support", "service", "services", "help"),
        *(
            "helpdesk",
            "customerservice",
            "logistics",
            "warehouse",
            "reception",
            "secretary",
            "hr",
            "marketing",
            "legal",
        ),
        *("amministrazione", "contabilita", "fatture", "fatturazione", "acquisti", "ordini", "vendite", "commerciale"),
        *("segreteria", "ufficio", "assistenza", "logistica", "magazzino", "direzione", "posta", "contatti"),
        *("contato", "contacto", "geral", "comercial", "vendas", "compras", "financeiro", "financeira", "faturas"),
        *("faturamento", "cobranca", "contabilidade", "secretaria", "atendimento", "suporte", "pedidos"),
        *("buh", "buhgalter", "buhgalteria", "bukhgalteria", "zakaz", "zakupki", "ofis", "otdel", "priemnaya", "sklad"),
        *("keuangan", "penjualan", "pembelian", "layanan", "kantor", "pemasaran", "halo", "kontak"),
        *("buero", "buchhaltung", "rechnung", "rechnungen", "einkauf", "vertrieb", "verkauf", "kontakt", "zentrale"),
    )
)
"""Names of mailboxes that belong to a task rather than to a person, without dots, dashes and underscores."""


def is_free_mail(domain: str) -> bool:
    """Say whether anybody can have an address at a (normalised) domain."""
    return without_example(domain) in FREE_MAIL


def is_own(domain: str, own_domains: tuple[str, ...]) -> bool:
    """Say whether a domain is one of the company's or lies below one."""
    return any(domain == own or domain.endswith("." + own) for own in own_domains)


class Named:
    """Companies, domains and addresses that somebody named; a domain stands for all below it."""

    def __init__(self, entries: Iterable[str] = ()) -> None:
        self._entries = frozenset(entry.casefold().lstrip("@").strip() for entry in entries) - {""}

    def holds(self, addresses: Iterable[str], company: str) -> bool:
        """Say whether a company, an address or the domain of one was named."""
        if not self._entries:
            return False
        if company.casefold().strip() in self._entries:
            return True
        return any(one in self._entries for address in addresses for one in _and_all_above(address.casefold()))


def is_nobody(local: str) -> bool:
    """Say whether a mailbox's name is one that nobody reads."""
    return _joined(local).startswith(NO_REPLY)


def is_mailing_list(local: str, domain: str) -> bool:
    """Say whether an address writes to many: by the mailbox's name or the domain's first label."""
    return _joined(local) in MAILING_LIST or domain.partition(".")[0] in LIST_DOMAINS


def is_role(local: str) -> bool:
    """Say whether a mailbox's name is a task's: several people may read it."""
    return _joined(local) in ROLES


def _and_all_above(address: str) -> Iterator[str]:
    """Yield an address, its domain and every domain above."""
    yield address
    above = address.rpartition("@")[2]
    while above:
        yield above
        above = above.partition(".")[2]


def _joined(local: str) -> str:
    return local.translate(_NO_MARKS)
