"""The interface catalogue: one JSON file a language, read by pages, cards and pane."""

import json
from pathlib import Path

from babel import Locale, UnknownLocaleError

from segue.departure.errors import BrokenSetup

FALLBACK = "en"


class Texts:
    """Every text that a person sees, by language and key."""

    def __init__(self, folder: Path) -> None:
        self._texts = {path.stem: _read(path) for path in sorted(folder.glob("*.json"))}
        if FALLBACK not in self._texts:
            raise BrokenSetup(detail=f"{folder}: {FALLBACK}.json is missing")

    @property
    def locales(self) -> tuple[str, ...]:
        """Return the languages of the interface."""
        return tuple(self._texts)

    def get(self, locale: str, key: str, /, **values: object) -> str:
        """Return a text with its gaps filled; ``count`` picks the plural form.

        Raises KeyError for a key that no catalogue has, which the house tests rule out.
        """
        texts = self._texts.get(locale, self._texts[FALLBACK])
        if "count" in values and key not in texts:
            counted = f"{key}_{_plural(locale, values['count'])}"
            key = counted if counted in texts else f"{key}_other"
        text = texts.get(key) or self._texts[FALLBACK][key]
        for name, value in values.items():
            text = text.replace("{" + name + "}", str(value))
        return text

    def has(self, key: str) -> bool:
        """Say whether a key exists."""
        return key in self._texts[FALLBACK]

    def under(self, locale: str, prefix: str) -> dict[str, str]:
        """Return all texts whose keys begin with a prefix, for the pane."""
        texts = self._texts.get(locale, self._texts[FALLBACK])
        return {key: text for key, text in texts.items() if key.startswith(prefix)}

    def best(self, wanted: list[str]) -> str:
        """Return the first wanted language (BCP 47 tags) that the interface speaks."""
        by_language = {locale.lower().partition("-")[0]: locale for locale in sorted(self._texts, reverse=True)}
        by_language |= {locale.lower(): locale for locale in self._texts}
        for tag in wanted:
            found = by_language.get(tag.lower()) or by_language.get(tag.lower().partition("-")[0])
            if found:
                return found
        return FALLBACK


def language_name(tag: str, reader: str) -> str:
    """Return a language's name in the reader's language; a tag that nobody knows stays as it is."""
    try:
        return str(Locale.parse(tag, sep="-").get_display_name(reader.replace("-", "_")) or tag) if tag else "–"
    except (UnknownLocaleError, ValueError):
        return tag


def _read(path: Path) -> dict[str, str]:
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise BrokenSetup(detail=f"{path.name}: not a catalogue: {error}") from error


def _plural(locale: str, count: object) -> str:
    category = Locale.parse(locale, sep="-").plural_form(int(str(count)))
    return str(category) if category in ("one", "few", "many", "two", "zero") else "other"
