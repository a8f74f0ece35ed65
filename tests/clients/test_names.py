"""Names come apart in their language's way, and are cleaned of what nobody sees."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segue.clients.names import Name, clean, split, words_of
from segue.clients.same_name import can_be_one, distinct_names


@pytest.mark.parametrize(
    ("display", "title", "given_name", "family"),
    [
        ("Anna Rossi", "", "Anna", "Rossi"),
        ("Rossi, Anna", "", "Anna", "Rossi"),
        ("Rossi, Dott.ssa Anna", "Dott.ssa", "Anna", "Rossi"),
        ("Rossi Anna, Dott.", "Dott.", "Rossi", "Anna"),
        ("ROSSI Anna", "", "Anna", "ROSSI"),
        ("Anna Maria Rossi", "", "Anna Maria", "Rossi"),
        ("Dr Judith Larkham", "Dr", "Judith", "Larkham"),
        ("Prof. Dr. Judith Larkham", "Prof. Dr.", "Judith", "Larkham"),
        ("Sra. Inês Carvalhal", "Sra.", "Inês", "Carvalhal"),
        ("Avv. Elisabetta Oriani", "Avv.", "Elisabetta", "Oriani"),
        ("Judith Larkham, PhD", "", "Judith", "Larkham"),
        ("Tom Hale Jr.", "", "Tom", "Hale"),
        ("Tom Hale (Hale Ltd)", "", "Tom", "Hale"),
        ("Jan van der Berg", "", "Jan", "van der Berg"),
        ("João dos Santos Neves", "", "João", "dos Santos Neves"),
        ("Suharyanto", "", "Suharyanto", ""),
        ("Ibu Ratna Wulandari", "Ibu", "Ratna", "Wulandari"),
        ("श्री राजेश वर्मा", "श्री", "राजेश", "वर्मा"),
        ("Мельникова Ольга Сергеевна", "", "Ольга", "Мельникова"),
        ("Ольга Сергеевна Мельникова", "", "Ольга", "Мельникова"),
        ("Dr", "", "Dr", ""),
        ("Mr Hale", "Mr", "", "Hale"),
        ("Dr Hill", "Dr", "", "Hill"),
        ("Mr. John Smith Jr.", "Mr.", "John", "Smith"),
        ("Smith, John, Jr.", "", "John", "Smith"),
        ("John Q. Public III", "", "John Q.", "Public"),
        ("O'NEIL Ann", "", "Ann", "O'NEIL"),
        ("'Anna Rossi'", "", "Anna", "Rossi"),
        ("Egr. Dott. Ing. Mario Rossi", "Egr. Dott. Ing.", "Mario", "Rossi"),
        ("Gent.ma Sig.ra Anna De Luca", "Gent.ma Sig.ra", "Anna", "De Luca"),
        ("DE LUCA Anna", "", "Anna", "DE LUCA"),
        ("Anna D'Angelo", "", "Anna", "D'Angelo"),
        ("Мельникова О. С.", "", "О. С.", "Мельникова"),
        ("О.С. Мельникова", "", "О.С.", "Мельникова"),
        ("г-н Дроздов", "г-н", "", "Дроздов"),
        ("Госпожа Иванова", "Госпожа", "", "Иванова"),
        ("Bapak Budi", "Bapak", "Budi", ""),
        ("Ir. H. Joko Widodo, M.T.", "Ir. H.", "Joko", "Widodo"),
        ("Ratna Wulandari, S.E., M.M.", "", "Ratna", "Wulandari"),
        ("Ahmad bin Abdullah", "", "Ahmad", "bin Abdullah"),
        ("डॉ॰ सुनीता शर्मा", "डॉ॰", "सुनीता", "शर्मा"),
        ("राजेश शर्मा जी", "", "राजेश", "शर्मा"),
        ("राजेश जी", "", "राजेश", ""),
        ("Rajesh Kumar ji", "", "Rajesh", "Kumar"),
        ("K. R. Narayanan", "", "K. R.", "Narayanan"),
        ("Sr. João", "Sr.", "João", ""),
        ("Sr.ª Ana Luísa Pereira", "Sr.ª", "Ana Luísa", "Pereira"),
        ("Eng.º Rui Costa", "Eng.º", "Rui", "Costa"),
        ("João Silva Filho", "", "João", "Silva Filho"),
        ("Carlos de Souza Júnior", "", "Carlos", "de Souza Júnior"),
        ("Maria João da Silva e Costa", "", "Maria João", "da Silva e Costa"),
        ("Herr Dr. Müller", "Herr Dr.", "", "Müller"),
        ("Frau Dr. rer. nat. Anna Schmidt", "Frau Dr. rer. nat.", "Anna", "Schmidt"),
        ("Karl-Theodor von und zu Guttenberg", "", "Karl-Theodor", "von und zu Guttenberg"),
        ("", "", "", ""),
        (",", "", "", ""),
    ],
)
def test_a_display_name_comes_apart(display: str, title: str, given_name: str, family: str) -> None:
    name = split(display)
    assert (name.title, name.given, name.family) == (title, given_name, family)


def test_a_patronymic_is_a_part_of_its_own() -> None:
    assert split("Мельникова Ольга Сергеевна") == Name(
        "Ольга Сергеевна Мельникова", "", "Ольга", "Сергеевна", "Мельникова"
    )


@pytest.mark.parametrize(
    ("display", "given_name", "patronymic", "family"),
    [
        ("Анна Сергеевна", "Анна", "Сергеевна", ""),
        ("Ольга Ильинична", "Ольга", "Ильинична", ""),
        ("Игорь Павлович Дроздов", "Игорь", "Павлович", "Дроздов"),
        ("Роман Абрамович", "Роман", "", "Абрамович"),  # a family name as well
        ("Мельникова, Ольга Сергеевна", "Ольга", "Сергеевна", "Мельникова"),
        ("Ульянов Владимир Ильич", "Владимир", "Ильич", "Ульянов"),
        ("Мамедов Эльдар Рашид оглы", "Эльдар", "Рашид оглы", "Мамедов"),
        ("Эльдар Рашид оглы Мамедов", "Эльдар", "Рашид оглы", "Мамедов"),
    ],
)
def test_a_patronymic_is_told_from_a_family_name(display: str, given_name: str, patronymic: str, family: str) -> None:
    name = split(display)
    assert (name.given, name.patronymic, name.family) == (given_name, patronymic, family)


@pytest.mark.parametrize(
    ("dirty", "cleaned"),
    [
        ("Anna\r\nBcc: x", "Anna Bcc: x"),
        ("\u202eisso\u202cR\u2066x\u2069", "issoRx"),
        ("A\u200bn\x07n\ufeffa", "Anna"),
        ("  a \t b\u00a0c ", "a b c"),
        ("Jose\u0301", "José"),
        ("<b>Ann</b> {{x}} =1+1", "<b>Ann</b> {{x}} =1+1"),
        ("क\u094d\u200dष", "क\u094d\u200dष"),
    ],
)
def test_what_nobody_sees_does_not_stay_in_a_text(dirty: str, cleaned: str) -> None:
    assert clean(dirty) == cleaned


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Anna Rossi", "A. Rossi", True),
        ("Anna Rossi", "Rossi, Anna", True),
        ("Anna Rossi", "ANNA ROSSI", True),
        ("Dott.ssa Anna Rossi", "Anna", True),
        ("José Pérez", "Jose Perez", True),
        ("Chris Hale", "Christopher Hale", True),
        ("Anna Maria Rossi", "Anna Rossi", True),
        ("", "Anna Rossi", True),
        ("Anna Rossi", "Anna Bianchi", False),
        ("Anna Rossi", "Marco Rossi", False),
        ("A. Rossi", "Marco Rossi", False),
        ("Jo Hale", "Joanna Hale", False),
        ("सुनीता शर्मा", "राजेश शर्मा", False),
    ],
)
def test_names_of_one_person_are_told_from_two_people_s(first: str, second: str, same: bool) -> None:
    assert can_be_one(first, second) is same
    assert can_be_one(second, first) is same


def test_different_names_are_each_named_once_in_full() -> None:
    assert distinct_names(["A. Rossi", "Marco Neri", "Anna Rossi", "Neri", ""]) == ("Marco Neri", "Anna Rossi")


@given(st.text(max_size=80))
def test_no_text_crashes_and_no_word_of_a_name_is_invented(text: str) -> None:
    name = split(text)
    words = set(clean(text).replace(",", " ").replace("(", " ").replace(")", " ").replace("[", " ").split())
    for word in f"{name.title} {name.given} {name.patronymic} {name.family}".split():
        assert word in words or any(mark in text for mark in "()[]")
    assert clean(clean(text)) == clean(text)
    assert isinstance(words_of(text), tuple)


@given(st.lists(st.sampled_from(["Anna Rossi", "A. Rossi", "Neri", "Marco Neri", "Eva", ""]), max_size=8), st.randoms())
def test_distinct_names_do_not_depend_on_their_order(names: list[str], chance: object) -> None:
    assert distinct_names(names) == distinct_names(names[::-1])
