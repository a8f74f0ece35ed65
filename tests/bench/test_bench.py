"""The table says what was measured, and hides no failure."""

import subprocess
from pathlib import Path

import pytest

from bench import full, stream
from bench.copies import chain, copy_departure, forget_pattern, sign_letters
from bench.peer import SERVER, mailmerge
from bench.row import Row
from bench.rows import ROWS
from bench.table import chosen, measured, table
from fakes.office import Office
from segue.desk.audit_view import chain_break
from segue.desk.hand_out import open_letter


def test_a_row_shows_its_figure_its_floor_and_how_far_apart_they_are() -> None:
    head, first, second = table([Row("a", 3.0, "ms", 2.0, "bare"), Row("long name", 0.5, "s")]).splitlines()
    assert head.split() == ["name", "figure", "unit", "floor", "or", "peer", "ratio"]
    assert first.split() == ["a", "3", "ms", "2", "(bare)", "1.50"]
    assert second.split() == ["long", "name", "0.5", "s", "–", "–"]


def test_a_row_that_fails_is_named_and_the_others_are_measured() -> None:
    def broken_row() -> Row:
        raise RuntimeError("no server")

    said: list[str] = []
    assert measured([broken_row, lambda: Row("b", 1, "s")], said.append) == [Row("b", 1, "s")]
    assert "broken row" in said[0]
    assert "no server" in said[1]


def test_words_choose_the_rows_whose_names_hold_one_of_them() -> None:
    assert all("queue" in row.__name__ for row in chosen(ROWS, ["queue"]))
    assert 0 < len(chosen(ROWS, ["queue", "start_up"])) < len(ROWS)
    assert chosen(ROWS, []) == ROWS


def test_a_copied_departure_is_whole_and_its_letters_can_be_opened(tmp_path: Path) -> None:
    office = Office(tmp_path).approved()
    copy_departure(office.engine, 1, 2)
    sign_letters(office.engine, office.key)
    chain(office.engine, office.key)
    forget_pattern(office.engine)
    with office.desk() as desk:
        copied = desk.stores.departures.get(office.departure_id.replace("id-", "c2-"))
        letters = desk.stores.letters.all(copied.id)
        handed = open_letter(desk, desk.stores.people.get(copied.leaver_id), letters[0].id)
        assert chain_break(desk) is None
    assert len(letters) == len(office.letters())
    assert handed.letter.content.departure_id == copied.id


def test_every_row_has_a_name_of_its_own_and_says_what_it_measures() -> None:
    assert len({row.__name__ for row in ROWS}) == len(ROWS)
    assert all(row.__doc__ for row in ROWS)


def test_full_letters_take_turns_in_every_language_and_say_everything() -> None:
    letters = [full.composed(full.full_facts(number))[0] for number in range(len(full.packs()))]
    assert [letter.locale for letter in letters] == list(full.packs())
    for letter in letters:
        said = {part.partition(":")[0] for part in letter.variant.split()}
        assert said >= {"last_day", "contact", "about", "channels", "bridge", "thanks", "note", "reason"}
        assert said >= {"hope_to_meet", "wishes", "address_ends"}


def test_no_two_of_two_hundred_clients_have_the_same_name() -> None:
    assert len({full.client(number).name for number in range(full.CLIENTS)}) == full.CLIENTS


def test_a_stream_writes_each_letter_and_its_digest(capsys: pytest.CaptureFixture[str]) -> None:
    stream.main(3, tell_memory=True)
    told = capsys.readouterr()
    assert told.out.count("</div>\n") == 3
    assert all(full.composed(full.full_facts(number))[1] in told.out for number in range(3))
    assert int(told.err) > 1000


def test_the_peer_shows_one_language_and_connects_nowhere(tmp_path: Path) -> None:
    told = subprocess.run(mailmerge(tmp_path, 3), cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert "This was a dry run." in told
    assert [told.count(f"Dear {full.client(number).name},") for number in range(3)] == [1, 1, 1]
    assert "host = nowhere.invalid" in SERVER
