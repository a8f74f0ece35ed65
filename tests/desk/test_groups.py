"""The manager reads groups of letters that differ only in a table of values (P3)."""

from fakes.office import CLIENTS, Office, contact
from segue.desk.reading import groups, hand_for_reading

MANY = (
    *CLIENTS,
    *(contact(f"Nadia Client{n}", f"nadia{n}@harbour{n}.co.uk.example", f"Harbour {n}") for n in range(6)),
)


def read(office):
    return groups(office.letters())


def filled(letter, columns, values):
    """Return a letter's text with the values of the columns taken out, longest first."""
    text = letter.content.text
    for value in sorted((values.get(name, "") for name in columns), key=len, reverse=True):
        text = text.replace(value, "…") if value else text
    return text


def test_letters_with_the_same_variant_are_read_together(tmp_path):
    office = Office(tmp_path).given(*MANY)
    found = [(group.locale, len(group.letters)) for group in read(office)]
    assert found == [("en-GB", 8), ("it", 2), ("en-GB", 1)]  # Tom, beside Eleanor, has the second wording
    for group in read(office):
        assert len({letter.variant for letter in group.letters}) == 1


def test_every_letter_is_in_exactly_one_group(tmp_path):
    office = Office(tmp_path).given()
    assert sorted(letter.id for group in read(office) for letter in group.letters) == sorted(
        letter.id for letter in office.letters()
    )


def test_the_columns_are_exactly_the_values_that_differ(tmp_path):
    office = Office(tmp_path).listed(*MANY)
    office.change_client("Callum", years_together=6).change_client("Nadia Client1", years_together=3)
    _give(office)
    together = next(group for group in read(office) if len(group.letters) == 2 and group.locale == "en-GB")
    assert set(together.columns) == {"salutation", "years"}
    for group in read(office):
        names = {name for letter in group.letters for name in letter.values} - {"note"}
        differing = {name for name in names if len({letter.values.get(name) for letter in group.letters}) > 1}
        assert set(group.columns) == differing


def test_a_group_without_differences_has_no_column(tmp_path):
    office = Office(tmp_path).given(CLIENTS[0])
    assert [group.columns for group in read(office)] == [()]


def test_letters_of_a_group_are_the_same_text_but_for_the_columns(tmp_path):
    office = Office(tmp_path).given(*MANY)
    for group in read(office):
        assert len({filled(letter, group.columns, letter.values) for letter in group.letters}) == 1


def test_letters_of_a_group_with_equal_values_have_equal_text(tmp_path):
    namesakes = [contact("Tom Stainsby", f"tom{n}@brightwater{n}.co.uk.example", f"Brightwater {n}") for n in range(3)]
    office = Office(tmp_path).given(*namesakes)
    (group,) = read(office)
    assert group.columns == ()
    assert len({(letter.content.subject, letter.content.text, letter.content.html) for letter in group.letters}) == 1


def test_a_letter_with_a_note_is_read_apart_and_the_note_is_in_its_text(tmp_path):
    office = Office(tmp_path).listed().change_client("Tom", note="You kept us going.")
    _give(office)
    alone = next(group for group in read(office) if group.sample.client_name.startswith("Tom"))
    assert [letter.client_name for letter in alone.letters] == ["Tom Stainsby"]
    assert "You kept us going." in alone.sample.content.text


def test_a_formal_letter_is_not_among_the_neutral_ones(tmp_path):
    office = Office(tmp_path).given()
    formal = next(group for group in read(office) if group.sample.client_name.startswith("Callum"))
    assert len(formal.letters) == 1


def _give(office):
    with office.desk() as desk:
        hand_for_reading(desk, office.leaver, office.departure_id, [client.id for client in office.clients()])
