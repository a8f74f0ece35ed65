"""Which language business letters of a country, a telephone number or a script are usually in.

Only the product's languages stand here; a country with several (Switzerland), or with none of them, suggests nothing.
"""

from functools import lru_cache
from importlib.resources import files

COUNTRY_DOMAINS: dict[str, str] = {
    **dict.fromkeys(("it", "sm", "va"), "it"),
    **dict.fromkeys(("uk", "ie", "au", "nz", "in"), "en-GB"),
    **dict.fromkeys(("us", "gov", "mil"), "en-US"),
    **dict.fromkeys(("ru", "su", "рф", "xn--p1ai"), "ru"),
    "id": "id",
    "br": "pt-BR",
    "pt": "pt-PT",
    **dict.fromkeys(("भारत", "xn--h2brj9c"), "hi"),
    **dict.fromkeys(("de", "at", "li"), "de"),
}

COUNTRIES: dict[str, str] = {
    **dict.fromkeys(("IT", "SM", "VA"), "it"),
    **dict.fromkeys(("GB", "IE", "AU", "NZ", "IN"), "en-GB"),
    **dict.fromkeys(("US", "CA"), "en-US"),
    "RU": "ru",
    "ID": "id",
    "BR": "pt-BR",
    "PT": "pt-PT",
    **dict.fromkeys(("DE", "AT", "LI"), "de"),
}
"""By the region (ISO 3166) of a telephone number."""

SCRIPTS: dict[str, str] = {"CYRILLIC": "ru", "DEVANAGARI": "hi"}
"""By the first word of a character's Unicode name."""

LANGUAGE_NAMES: dict[str, tuple[str, ...]] = {
    "en": ("english", "inglese", "английский", "inglês", "inggris", "अंग्रेज़ी"),
    "en-GB": ("british english", "english uk", "english united kingdom", "inglese regno unito"),
    "en-US": ("american english", "english us", "english usa", "english united states", "inglese stati uniti"),
    "it": ("italian", "italiano", "итальянский", "italia", "इतालवी"),
    "ru": ("russian", "russo", "русский", "rusia"),
    "id": ("indonesian", "bahasa indonesia", "bahasa", "indonesiano", "indonésio", "индонезийский"),
    "hi": ("hindi", "हिन्दी", "हिंदी", "хинди"),
    "pt": ("portuguese", "portoghese", "português", "португальский", "portugis"),
    "pt-BR": ("brazilian portuguese", "portuguese brazil", "português do brasil", "portoghese brasiliano"),
    "pt-PT": ("european portuguese", "portuguese portugal", "português de portugal"),
    "de": ("german", "deutsch", "tedesco", "немецкий", "alemão", "bahasa jerman", "जर्मन"),
    "fr": ("french", "français", "francese", "французский", "francês"),
    "es": ("spanish", "español", "spagnolo", "испанский", "espanhol"),
}
"""What a "Language" column holds beside tags, folded as column names are."""


def region_of_zone(zone: str) -> str:
    """Return the country (ISO 3166) of a time zone by its IANA name, "" for one that is no country's, such as UTC."""
    return _regions_by_zone().get(zone, "")


def zones_of(region: str) -> tuple[str, ...]:
    """Return the time zones of a country (ISO 3166) by their IANA names, none for a country that is not known."""
    return tuple(zone for zone, of in _regions_by_zone().items() if of == region) if region else ()


@lru_cache(maxsize=1)
def _regions_by_zone() -> dict[str, str]:
    # The database's own table: country, place and name of each zone, parted by tabs.
    lines = (files("tzdata") / "zoneinfo" / "zone.tab").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {row[2]: row[0] for row in rows if len(row) > 2}
