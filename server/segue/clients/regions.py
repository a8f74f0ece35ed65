"""Which language business letters of a country, a dialling code or a script are usually in.

Only the product's languages stand here; a country with several (Switzerland), or with none of them, suggests nothing.
"""

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

DIALLING_CODES: dict[str, str] = {
    "+39": "it",
    **dict.fromkeys(("+44", "+353", "+61", "+64", "+91"), "en-GB"),
    "+1": "en-US",
    "+7": "ru",
    "+62": "id",
    "+55": "pt-BR",
    "+351": "pt-PT",
    **dict.fromkeys(("+49", "+43", "+423"), "de"),
}

NOT_THEIR_NEIGHBOURS = ("+76", "+77")
"""Numbers of Kazakhstan, which shares a code with Russia."""

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
