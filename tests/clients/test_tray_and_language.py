"""Who is probably not a client, and in which language to write: suggestions with their reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clients.catalogue import sentences
from segue.clients import tray
from segue.clients.contact import Contact
from segue.clients.language import LOCALES, suggest, tag_of
from segue.clients.tray import why_probably_not

OWN = ("haldenmoor.example",)


def contact(*emails: str, name: str = "", labels: tuple[str, ...] = (), **more: object) -> Contact:
    return Contact(source="a.csv", key="1", row=2, emails=emails, name=name, labels=labels, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("emails", "labels", "reason"),
    [
        (("ann@haldenmoor.example",), (), "own_domain"),
        (("ann@UK.HaldenMoor.example",), ("Clients",), "own_domain"),
        (("ann@home.example", "ann@haldenmoor.example"), (), "own_domain"),
        (("ann@nothaldenmoor.example",), (), None),
        (("ann@haldenmoor.example.co",), (), None),
        (("No-Reply@shop.example",), (), "no_reply"),
        (("noreply+abc@shop.example",), (), "no_reply"),
        (("nao.responda@loja.com.br",), (), "no_reply"),
        (("mailer-daemon@x.example",), (), "no_reply"),
        (("newsletter@x.example",), (), "mailing_list"),
        (("dev@lists.x.example",), (), "mailing_list"),
        (("newsom@x.example",), (), None),
        (("a@pallets.example",), ("Suppliers",), "supplier"),
        (("a@pallets.example",), ("Type: Vendor",), "supplier"),
        (("a@pallets.example",), ("Fornitori",), "supplier"),
        (("a@pallets.example",), ("Clients",), None),
        (("a@gmail.com",), (), "free_mail"),
        (("a@libero.it.example",), (), "free_mail"),
        (("a@yandex.ru",), (), "free_mail"),
        (("a@rediffmail.com",), (), "free_mail"),
        (("a@yahoo.co.id",), (), "free_mail"),
        (("a@uol.com.br",), (), "free_mail"),
        (("a@sapo.pt",), (), "free_mail"),
        (("a@web.de",), (), "free_mail"),
        (("a@paletten.example",), ("Lieferanten",), "supplier"),
        (("a@gmail.com", "a@firm.example"), (), None),
        ((), (), None),
        (("broken",), (), None),
    ],
)
def test_the_tray_says_why(emails: tuple[str, ...], labels: tuple[str, ...], reason: str | None) -> None:
    assert why_probably_not(contact(*emails, labels=labels), OWN) == reason


@pytest.mark.parametrize("locale", ["en", "it"])
def test_every_reason_has_a_sentence(locale: str) -> None:
    wanted = {f"tray.{reason}" for reason in tray.REASONS}
    wanted |= {f"language.reason.{reason}" for reason in ("hint", "domain", "phone", "script", "none")}
    assert wanted <= sentences(locale)


@pytest.mark.parametrize(
    ("person", "suggestion"),
    [
        (contact("a@rossi.it"), ("it", "domain")),
        (contact("a@rossi-impianti.it.example"), ("it", "domain")),
        (contact("a@brightwater.co.uk.example"), ("en-GB", "domain")),
        (contact("a@corrib.ie"), ("en-GB", "domain")),
        (contact("a@mesa.us"), ("en-US", "domain")),
        (contact("a@sklad.ru"), ("ru", "domain")),
        (contact("a@склад.рф"), ("ru", "domain")),
        (contact("a@kargo.co.id"), ("id", "domain")),
        (contact("a@azul.com.br"), ("pt-BR", "domain")),
        (contact("a@vouga.pt"), ("pt-PT", "domain")),
        (contact("a@vastra.in", name="Priya Sharma"), ("en-GB", "domain")),
        (contact("a@vastra.in", name="सुनीता शर्मा"), ("hi", "script")),
        (contact("a@nordlicht.de"), ("de", "domain")),
        (contact("a@alpen.co.at"), ("de", "domain")),
        (contact("a@nordlicht.de.example"), ("de", "domain")),
        (contact("a@alpen.ch"), ("", "none")),
        (contact("a@alpen.ch", language="fr"), ("fr", "hint")),
        (contact("a@firm.com", phones=("+49 40 1",)), ("de", "phone")),
        (contact("a@firm.com", phones=("0043 1 1",)), ("de", "phone")),
        (contact("a@firm.com", phones=("+41 44 1",)), ("", "none")),
        (contact("a@firm.com", phones=("+420 2 1",)), ("", "none")),
        (contact("a@it.example"), ("", "none")),
        (contact("a@firm.example"), ("", "none")),
        (contact("a@firm.com", phones=("+39 02 1",)), ("it", "phone")),
        (contact("a@firm.com", phones=("0039 02 1",)), ("it", "phone")),
        (contact("a@firm.com", phones=("+351 21",)), ("pt-PT", "phone")),
        (contact("a@firm.com", phones=("+7 495 1",)), ("ru", "phone")),
        (contact("a@firm.com", phones=("+7 701 1",)), ("", "none")),
        (contact("a@firm.com", phones=("02 1",)), ("", "none")),
        (contact("a@firm.com", phones=("+91 1",), name="राजेश"), ("hi", "script")),
        (contact("a@firm.com", name="Ольга"), ("ru", "script")),
        (contact("a@rossi.it", language="ru"), ("ru", "hint")),
        (contact("a@rossi.it", language="it-CH"), ("it", "hint")),
        (contact("a@rossi.it", language="de-CH"), ("de", "hint")),
        (contact("a@rossi.it", language="nl-BE"), ("nl-BE", "hint")),
        (contact("a@firm.com", language="en"), ("en-US", "hint")),
        (contact("a@firm.co.uk", language="en"), ("en-GB", "hint")),
        (contact("a@firm.com", language="en-AU"), ("en-GB", "hint")),
        (contact("a@firm.com", language="pt"), ("pt-BR", "hint")),
        (contact("a@firm.pt", language="pt"), ("pt-PT", "hint")),
        (contact("a@firm.com", language="pt-AO"), ("pt-PT", "hint")),
        (contact("a@firm.com", language="pt-BR"), ("pt-BR", "hint")),
        (contact(), ("", "none")),
        (contact("broken"), ("", "none")),
    ],
)
def test_a_language_is_suggested_with_its_reason(person: Contact, suggestion: tuple[str, str]) -> None:
    assert suggest(person) == suggestion


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("it", "it"),
        ("it_IT", "it-IT"),
        ("EN-gb", "en-GB"),
        ("en_US.UTF-8", "en-US"),
        ("zh-hant-TW", "zh-Hant-TW"),
        ("Italiano", "it"),
        ("English (UK)", "en-GB"),
        ("русский", "ru"),
        ("Tedesco", "de"),
        ("", ""),
        ("whatever", ""),
        ("=cmd()", ""),
    ],
)
def test_a_language_column_is_understood_in_words_and_tags(written: str, tag: str) -> None:
    assert tag_of(written) == tag


@given(st.text(max_size=30), st.text(max_size=20), st.sampled_from(["", *LOCALES, "en", "pt"]))
def test_nothing_in_a_contact_crashes_the_suggestions(name: str, phone: str, hint: str) -> None:
    locale, _ = suggest(contact("a@b.co", name=name, phones=(phone,), language=hint))
    assert locale in ("", *LOCALES)
    assert why_probably_not(contact("a@b.co", labels=(name,)), OWN) in (None, "supplier")
