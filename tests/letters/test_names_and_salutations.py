"""From a name as an address book writes it to a salutation: titles, honorifics, patronymics, single names (C5)."""

import pytest
from letter_samples import PACKS, facts

from segue.clients.names import split
from segue.departure.people import Gender
from segue.departure.register import Register
from segue.letters.compose import salutation
from segue.letters.facts import Recipient

NAMES = {
    "en-GB": [
        ("Dr Eleanor Whitcombe", "formal", "unstated", "Dear Dr Whitcombe,"),
        ("Whitcombe, Eleanor", "neutral", "unstated", "Dear Eleanor,"),
        ("Mr Hale", "neutral", "unstated", "Dear Mr Hale,"),
        ("Eleanor Whitcombe", "formal", "unstated", "Dear Eleanor Whitcombe,"),
        ("Suharto", "formal", "unstated", "Dear Suharto,"),
    ],
    "en-US": [("Prof. Ann Moor, PhD", "formal", "unstated", "Dear Professor Moor,")],
    "it": [
        ("Dott.ssa Chiara Melandri", "formal", "unstated", "Gentile dott.ssa Melandri,"),
        ("Ing. Paolo De Santis", "formal", "unstated", "Gentile ing. De Santis,"),
        ("Melandri, Chiara", "formal", "f", "Gentile signora Melandri,"),
        ("Chiara Melandri", "formal", "unstated", "Gentile Chiara Melandri,"),
    ],
    "de": [
        ("Frau Dr. Petra von der Au", "formal", "unstated", "Guten Tag Frau Dr. Petra von der Au,"),
        ("Dr. Petra Bauer", "formal", "f", "Sehr geehrte Frau Dr. Bauer,"),
        ("Dr. Petra Bauer", "formal", "m", "Sehr geehrter Herr Dr. Bauer,"),
        ("Dr. Petra Bauer", "formal", "unstated", "Guten Tag Dr. Petra Bauer,"),
        ("Petra Bauer", "neutral", "unstated", "Guten Tag Petra Bauer,"),
    ],
    "ru": [
        ("Иванова Анна Сергеевна", "formal", "f", "Уважаемая Анна Сергеевна!"),
        ("Анна Сергеевна Иванова", "formal", "unstated", "Здравствуйте, Анна Сергеевна!"),
        ("Анна Сергеевна", "neutral", "unstated", "Здравствуйте, Анна Сергеевна!"),
        ("Дроздов Игорь Павлович", "warm", "m", "Игорь, здравствуйте!"),
    ],
    "hi": [
        ("डॉ. राहुल शर्मा", "formal", "unstated", "नमस्कार डॉ. शर्मा,"),
        ("राहुल शर्मा जी", "neutral", "unstated", "प्रिय शर्मा जी,"),
        ("Rahul Sharma ji", "formal", "m", "आदरणीय Sharma जी,"),
        ("श्री राहुल", "formal", "unstated", "नमस्कार श्री राहुल,"),
        ("अनीता", "formal", "f", "आदरणीया अनीता जी,"),
    ],
    "id": [
        ("Ratna", "formal", "unstated", "Yth. Bapak/Ibu Ratna,"),
        ("Ibu Ratna", "formal", "unstated", "Yth. Ibu Ratna,"),
        ("Bapak Budi Santoso, S.E.", "neutral", "unstated", "Yth. Bapak Budi Santoso,"),
        ("Sukarno", "warm", "m", "Halo Pak Sukarno,"),
    ],
    "pt-BR": [
        ("Dra. Ana Souza", "formal", "f", "Prezada Dra. Ana Souza,"),
        ("João Silva Filho", "formal", "m", "Prezado Sr. João Silva Filho,"),
        ("Ana Souza", "formal", "unstated", "À atenção de Ana Souza,"),
        ("Sr. João", "formal", "m", "Prezado Sr. João,"),
    ],
    "pt-PT": [
        ("Doutor Rui Faria", "formal", "m", "Exmo. Senhor Doutor Rui Faria,"),
        ("Eng.ª Marta Reis", "formal", "f", "Exma. Senhora Eng.ª Marta Reis,"),
    ],
}
ROWS = [(locale, *row) for locale, rows in NAMES.items() for row in rows]


def greeted(locale, display, register, gender):
    name = split(display)
    client = Recipient(
        ("a@client.example",),
        name.full,
        name.given,
        name.family,
        name.title,
        gender=Gender(gender),
        patronymic=name.patronymic,
    )
    return salutation(facts(locale, Register(register), client=client), PACKS[locale])


@pytest.mark.parametrize(("locale", "display", "register", "gender", "expected"), ROWS)
def test_a_name_becomes_the_salutation_of_its_culture(locale, display, register, gender, expected):
    assert greeted(locale, display, register, gender) == expected


@pytest.mark.parametrize(
    ("locale", "display"), sorted({(locale, row[0]) for locale, rows in NAMES.items() for row in rows})
)
@pytest.mark.parametrize("register", ["formal", "neutral", "warm"])
def test_nobody_has_to_state_a_gender(locale, display, register):
    assert greeted(locale, display, register, "unstated").strip(",! ")
