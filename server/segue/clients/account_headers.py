"""What the columns of an account list are called, one language per entry; names are as headers.py folds them (C7)."""

from types import MappingProxyType

from segue.clients.headers import folded, meaning_of

ACCOUNT_MEANINGS = ("name", "domain", "email", "owner")
"""What a column of an account list may be read as; no other is kept (C4)."""

_NAMES: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        "name": (
            *("account", "account name", "company", "company name", "customer", "customer name", "organization"),
            *("organization name", "organisation", "organisation name", "legal name", "client company"),
        ),
        "plain": ("name", "client", "client name", "title"),
        "domain": ("website", "web site", "site", "domain", "domain name", "company domain name", "url", "homepage"),
        "owner": (
            *("owner", "account owner", "client owner", "company owner", "record owner", "account manager"),
            *("key account manager", "sales rep", "sales representative", "salesperson", "responsible"),
        ),
    },
    "it": {
        "name": ("cliente", "nome cliente", "ragione sociale", "azienda", "società", "nome account", "denominazione"),
        "plain": ("nome", "impresa", "ditta"),
        "domain": ("sito web", "sito", "sito internet", "dominio", "pagina web"),
        "owner": (
            "proprietario",
            "titolare",
            "proprietario account",
            "responsabile",
            "referente",
            "agente",
            "venditore",
        ),
    },
    "ru": {
        "name": (
            *("контрагент", "клиент", "организация", "компания", "название компании", "юридическое лицо", "заказчик"),
            *("название организации", "наименование организации", "аккаунт"),
        ),
        "plain": ("название", "наименование"),
        "domain": ("сайт", "веб сайт", "домен"),
        "owner": ("ответственный", "менеджер", "владелец", "ответственный менеджер", "куратор"),
    },
    "id": {
        "name": ("akun", "nama akun", "pelanggan", "nama pelanggan", "perusahaan", "nama perusahaan", "klien"),
        "plain": ("nama", "nama klien"),
        "domain": ("situs web", "situs", "laman", "domain"),
        "owner": ("pemilik", "pemilik akun", "penanggung jawab", "manajer akun", "penjual"),
    },
    "hi": {
        "name": ("खाता", "खाते का नाम", "ग्राहक", "ग्राहक का नाम", "कंपनी", "कंपनी का नाम", "संगठन", "संस्था"),
        "plain": ("नाम",),
        "domain": ("वेबसाइट", "डोमेन", "साइट"),
        "owner": ("स्वामी", "खाता स्वामी", "ज़िम्मेदार", "खाता प्रबंधक", "प्रबंधक"),
    },
    "pt": {
        "name": (
            *("conta", "nome da conta", "cliente", "nome do cliente", "empresa", "nome da empresa", "razão social"),
            *("organização", "nome fantasia", "denominação social"),
        ),
        "plain": ("nome",),
        "domain": ("site", "sítio web", "página web", "domínio", "website"),
        "owner": (
            *("proprietário", "responsável", "gestor", "gestor de conta", "gerente", "gerente de conta", "vendedor"),
            *("comercial", "proprietário da conta"),
        ),
    },
    "de": {
        "name": ("kunde", "kundenname", "firma", "firmenname", "unternehmen", "accountname"),
        "plain": ("bezeichnung",),
        "domain": ("webseite", "internetseite", "internet"),
        "owner": ("besitzer", "inhaber", "kundenbetreuer", "betreuer", "zuständig", "verantwortlich"),
    },
}

_MEANINGS = MappingProxyType(
    {folded(name): meaning for table in _NAMES.values() for meaning, names in table.items() for name in names}
)


def account_meanings(header: list[str]) -> list[str]:
    """Return what each column of a header line means for an account list, "" where its name does not tell.

    A column called plainly "Name" is the account's where no other column names it; of several, the first is.
    """
    found = [_meaning(name) for name in header]
    wanted = "name" if "name" in found else "plain"
    first = found.index(wanted) if wanted in found else -1
    return ["name" if at == first else "" if one in ("name", "plain") else one for at, one in enumerate(found)]


def _meaning(name: str) -> str:
    return _MEANINGS.get(folded(name)) or ("email" if meaning_of(name) == "email" else "")
