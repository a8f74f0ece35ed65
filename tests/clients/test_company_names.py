"""When two names are one company's, and when they nearly are (C7)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.cases import for_each
from segue.clients.company_name import are_near, company_key, company_words, near_keys

SAME = [
    ("Rossi & Figli S.r.l.", "ROSSI E FIGLI SRL"),
    ("Rossi & Figli Società a responsabilità limitata", "Rossi e Figli"),
    ("Fonderie Valtrebbia S.p.A.", "S.p.A. Fonderie Valtrebbia"),
    ("Müller GmbH & Co. KG", "Muller"),
    ("Bäckerei Groß UG (haftungsbeschränkt)", "BACKEREI GROSS"),
    ("Brightwater Foods Ltd.", "The Brightwater Foods Limited"),
    ("Smith and Sons, Inc.", "Smith & Sons"),
    ("J.P. Morgan LLC", "JP Morgan"),
    ("L’Oréal S.A.", "L'Oreal"),
    ("ООО «Ромашка»", "Ромашка, ООО"),
    ("Общество с ограниченной ответственностью «Ёлка»", "ООО Елка"),
    ("ИП Иванов", "Иванов"),
    ("ПАО Сбербанк", "сбербанк"),
    ("PT. Bank Nusantara (Persero) Tbk", "Bank Nusantara"),
    ("CV Maju Jaya", "Maju Jaya"),
    ("टाटा मोटर्स प्रा. लि.", "टाटा मोटर्स प्राइवेट लिमिटेड"),
    ("Sharma Traders Pvt. Ltd.", "M/s Sharma Traders Private Limited"),
    ("Embraer S/A", "EMBRAER"),
    ("Padaria do Zé Ltda. ME", "Padaria do Ze"),
    ("Construções Lima, Unipessoal Lda.", "Construcoes Lima"),
    ("Kowalski Sp. z o.o.", "Kowalski"),
    ("Ｔｅｃｈｎｏ　Ｇｍｂｈ", "Techno"),
    ("Åkerlund A/S", "Akerlund"),
]
OTHERS = [
    ("Rossi S.r.l.", "Rosso S.r.l."),
    ("Acme Italia", "Acme"),
    ("Company Ltd", "Limited"),
    ("प्रकाश", "प्राकश"),
    ("A & B Ltd", "AB"),
]
NEAR = [
    ("Brightwater Foods", "Brightwater Food"),
    ("Fratelli Bianchi", "Bianchi Fratelli"),
    ("Data Works", "Dataworks"),
    ("Acme Italia", "Acme Group"),
    ("Сибирский лес", "Сибирский лeс"),
    ("Valtrebbia", "Valtrebiba"),
]
NOT_NEAR = [("Area 51", "Area 52"), ("Alfa Nord", "Alfa Sud"), ("Nova", "Lux"), ("Mare", "Cave")]


@for_each(("one", "other"), SAME)
def test_spellings_of_one_company_have_one_key(one, other):
    assert company_key(one) == company_key(other) != ""


@for_each(("one", "other"), OTHERS)
def test_other_companies_have_other_keys(one, other):
    assert company_key(one) != company_key(other)


@for_each(("one", "other"), NEAR)
def test_nearly_the_same_names_are_near(one, other):
    first, second = company_words(one), company_words(other)
    assert set(near_keys(first)) & set(near_keys(second))
    assert are_near(first, second)


@for_each(("one", "other"), NOT_NEAR)
def test_other_names_are_not_near(one, other):
    assert not are_near(company_words(one), company_words(other))


@pytest.mark.parametrize("name", ["", "  ", "«»", "\u200b"])
def test_no_name_has_no_key(name):
    assert company_key(name) == ""


@given(st.text(max_size=60))
def test_any_text_has_a_key_that_is_its_own(name):
    assert company_key(company_key(name)) == company_key(name) or len(company_words(name)) > 0
    assert company_key(name) == company_key(f"  {name}  ")
