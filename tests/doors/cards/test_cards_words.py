"""The words of the cards: nothing at rest speaks of leaving, in any language, and each speaks Gmail's (P7, A6)."""

import re

import pytest

from fakes.gmail_sidebar import Sidebar, Window, with_sidebar
from fakes.office import HAND_OVER, Office
from segue.departure.terms import Terms

LOCALES = ("en", "it", "ru", "id", "hi", "pt-BR", "pt-PT")
LEAVING = {
    "en": r"leav|depart|last day|farewell|goodbye|successor|hand-?over|resign|retir|new job|quit",
    "it": r"lasci|ultimo giorno|addio|successor|passaggio di consegne|dimission|pension|congedo|partenz|saluti",
    "ru": r"уход|уволь|увольн|последн\w+ (?:рабоч\w+ )?д|прощ|преемник|передач|покида|пенси|отставк",
    "id": r"keluar|mengundurkan|hari terakhir|perpisahan|pengganti|serah terima|pensiun|berhenti|meninggalkan",
    "hi": r"छोड़ (?:रह|दि|चुक)|विदा|अंतिम दिन|आख़िरी दिन|आखिरी दिन|उत्तराधिकारी|इस्तीफ|सेवानिवृत्|त्यागपत्र|कार्यभार",
    "pt-BR": r"\bsa[íi]|saindo|último dia|desped|sucessor|passagem|demiss|aposent|deslig|deix",
    "pt-PT": r"\bsa[íi]|último dia|desped|sucessor|passagem|demiss|reform|deslig|deix",
}
STAGES = {
    "nothing begun": lambda office: office,
    "before asking": lambda office: office.begun(),
    "asked": lambda office: office.asked(),
    "told not to tell": lambda office: office.asked().answer(Terms(may_tell=False)),
    "letters wait": lambda office: office.given(),
    "letters open": lambda office: office.approved(),
    "hand-over only": lambda office: office.approved(terms=HAND_OVER),
    "after the last day": lambda office: office.approved().move(days=70),
}


@pytest.fixture(scope="module", params=STAGES)
def office(request, tmp_path_factory):
    return with_sidebar(STAGES[request.param](Office(tmp_path_factory.mktemp("words"))))


@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_at_rest_speaks_of_leaving(office, locale):
    for who in (office.leaver, office.manager, office.successor):
        sidebar = Sidebar(office, who, locale)
        sidebar.home()
        words = sidebar.words()
        sidebar.write(Window())
        words += sidebar.words()
        sidebar.write(Window(to=["tom@brightwater.co.uk.example"]))
        words += sidebar.words()
        assert not [one for one in words if re.search(LEAVING[locale], one, re.IGNORECASE)]


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "The letter for Tom was put aside since Mara leaves"),
        ("it", "Mara lascia l’azienda"),
        ("hi", "मारा कंपनी छोड़ रही हैं"),
        ("ru", "Мара уходит, последний рабочий день — пятница"),
        ("id", "Hari terakhir Mara"),
        ("pt-BR", "A Mara sai na sexta"),
        ("pt-PT", "O último dia da Mara"),
    ],
)
def test_a_word_about_leaving_is_seen(locale, text):
    assert re.search(LEAVING[locale], text, re.IGNORECASE)


@pytest.fixture(scope="module")
def ready(tmp_path_factory):
    return with_sidebar(Office(tmp_path_factory.mktemp("languages")).approved())


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("en", "Open next"),
        ("en-US", "Open next"),
        ("it", "Apri il prossimo"),
        ("it-CH", "Apri il prossimo"),
        ("ru", "Открыть следующее"),
        ("id", "Buka berikutnya"),
        ("in_ID", "Buka berikutnya"),
        ("hi", "अगला खोलें"),
        ("pt", "Abrir a próxima"),
        ("pt-PT", "Abrir a seguinte"),
        ("pt_BR", "Abrir a próxima"),
        ("de", "Open next"),
        ("", "Open next"),
        ("x" * 99, "Open next"),
    ],
)
def test_the_sidebar_speaks_gmails_language_where_it_is_ours_else_the_persons(ready, said, word):
    sidebar = Sidebar(ready, ready.leaver, said)
    sidebar.home()
    assert sidebar.clickable(word), sidebar.words()


@pytest.mark.parametrize("locale", LOCALES)
def test_every_card_can_be_said_in_every_language(ready, locale):
    sidebar = Sidebar(ready, ready.leaver, locale)
    letter = ready.letter("Chiara")
    for do in ("show", "skip", "settings", "why", "home"):
        sidebar.act(do, letter=letter.id, departure=ready.departure_id)
    sidebar.window = Window(to=[letter.content.to[0], "somebody@else.example"])
    sidebar.act("insert", letter=letter.id)
    assert "somebody@else.example" in " ".join(sidebar.words())
