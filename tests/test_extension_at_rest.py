"""At rest, nothing that the browser or the panel shows says what it is about (P7)."""

import json
import re

import pytest

from house.sources import ROOT, text
from segue.assets import asset
from segue.doors.texts import Texts
from segue.extension_package import BROWSERS, package_files

# Leaving, the last day, the successor, farewells, resigning, retiring, dismissal: beginnings of words in each language.
# "Non lascia" and "não deixa" say that a browser does not let, and nothing of people.
ABOUT = {
    "en": r"leav|\bleft\b|depart|success|succeed|farewell|goodbye|resign|last day|hand.?over|\bquit|retir|dismiss",
    "it": r"(?<!non )\blasci|addio|congedo|successor|dimiss|dimett|ultimo giorno|uscit|parten|subentr|consegne|licenzi",
    "ru": r"\bуход|\bухож|\bуйд|\bушл|увол|преемни|прощ|последн\w+ д[не]|покида|расста|на пенси",
    "id": r"\bkeluar|penggant|perpisahan|pengunduran|mengundurkan|\bberhenti|hari terakhir|pamit|pensiun",
    "hi": r"छोड़|विदा|उत्तराधिकारी|इस्तीफ|त्यागपत्र|अंतिम दिन|आख़िरी दिन|आखिरी दिन|सेवानिवृत्त",
    "pt": r"(?<!não )\bdeix|\bsaída|\bsair\b|\bsai\b|despedi|sucess|demiss|demit|último dia|rescis|aposent|\breform",
}
LOCALES = ["en", "it", "ru", "id", "hi", "pt-BR", "pt-PT"]
# What the pane says by script while no letter is in hand.
SAID = [
    "title",
    "title_of",
    "empty",
    "no_departure",
    "all_told",
    "told",
    "told_label",
    "next_is",
    "next_call",
    "page_words",
    "which",
]
# A letter in hand, the questions about it, and why it is skipped: shown only after the person opened one.
IN_HAND = re.compile(r'<section id="letter".*?(?=<section id="queue")|<(dialog|template)\b.*?</\1>', re.DOTALL)


def what_it_is_about(locale, said):
    """Return the words of a text that say what it is about."""
    return re.findall(ABOUT[locale[:2]], said.casefold())


@pytest.fixture(scope="module")
def texts():
    return Texts(asset("templates", "interface"))


@pytest.mark.parametrize("locale", LOCALES)
def test_no_text_of_the_extension_itself_says_what_it_is_about(texts, locale):
    own = texts.under(locale, "extension.")
    assert {"extension.name", "extension.description"} <= own.keys()
    assert {key: found for key, said in own.items() if (found := what_it_is_about(locale, said))} == {}


@pytest.mark.parametrize("locale", LOCALES)
def test_the_panel_without_a_letter_in_hand_does_not_say_what_it_is_about(texts, locale):
    page = IN_HAND.sub("", text(ROOT / "extension" / "pane" / "index.html"))
    keys = re.findall(r'data-(?:text|label)="([^"]+)"', page) + [f"pane.{key}" for key in SAID]
    assert len(keys) > 2 * len(SAID)
    assert {key: found for key in keys if (found := what_it_is_about(locale, texts.get(locale, key)))} == {}


@pytest.mark.parametrize("browser", BROWSERS)
def test_neither_manifest_nor_page_titles_nor_names_of_files_say_what_it_is_about(browser, texts):
    files = package_files(browser, texts)
    titles = re.findall(
        r"<(?:title|h1)>([^<]*)<", files["pane/index.html"].decode() + files["panel/connect.html"].decode()
    )
    assert titles == ["Segue"] * 4
    # The only word of it: which departures' letters the pane shows, a script that nobody sees.
    named = [name for name in files if name != "pane/departures.js" and what_it_is_about("en", name)]
    assert [*named, *what_it_is_about("en", files["manifest.json"].decode())] == []


def test_what_an_administrator_sees_of_the_managed_setting_does_not_say_it_either():
    managed = json.loads(text(ROOT / "extension" / "manifest" / "managed.json"))["properties"]["backend"]
    assert what_it_is_about("en", f"{managed['title']} {managed['description']}") == []


@pytest.mark.parametrize(
    ("locale", "said"),
    [("en", "Tells clients that you are leaving"), ("en", "Introduce your successor"), ("it", "Messaggi di congedo"),
     ("it", "Lascio l’azienda"),
     ("ru", "Письма об уходе"), ("ru", "Ваш преемник"), ("id", "Surat perpisahan"), ("hi", "विदाई के पत्र"),
     ("pt-BR", "Cartas de despedida"), ("pt-BR", "Quem deixa a empresa"), ("pt-PT", "O seu último dia")],
)  # fmt: skip
def test_a_text_that_says_what_it_is_about_is_seen(locale, said):
    assert what_it_is_about(locale, said)
