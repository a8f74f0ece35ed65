"""The quick reading of a clause's rows finds what TOML does, and leaves to TOML whatever else is written."""

import tomllib

import pytest
from letter_samples import PACKS_FOLDER

from fakes.cases import for_each
from segue.departure.errors import BrokenSetup
from segue.letters.clause_file import plain_rows, read_rows, toml_rows

FILES = sorted(PACKS_FOLDER.glob("*/clauses/*.toml"))
ROW = '[[variant]]\nwhen = { mode = "leaver", register = ["formal", "warm"] }\ntext = "Dear {{ client_name }}"\n'
FOUND = [({"mode": ("leaver",), "register": ("formal", "warm")}, "Dear {{ client_name }}")]
PLAIN = [
    (ROW, FOUND),
    (ROW + "\n# And\n\n" + ROW, FOUND * 2),
    ('[[variant]]\ntext = "Yours"\n', [({}, "Yours")]),
    ('# "x"\n[[variant]]\ntext = "# Dear\\nSir = \'x\'"\n', [({}, "# Dear\nSir = 'x'")]),
]
OTHERWISE = [
    ROW.rstrip("\n"),
    ROW + "# the end",
    ROW.replace("\n", "\r\n"),
    ROW.replace('"Dear', '"\\"Dear'),
    ROW.replace('"Dear', '"\\u0044ear'),
    ROW.replace('text = "Dear {{ client_name }}"', "text = 'Dear'"),
    ROW.replace('text = "Dear {{ client_name }}"', 'text = """Dear\n[[variant]]\ntext = "Sir"\n"""'),
    ROW.replace("when = { mode", "when.mode").replace(', register = ["formal", "warm"] }', ""),
    ROW.replace('"warm"]', '"warm", ]'),
    ROW.replace("text", '"text"'),
    "[[variant]]\n" + "\n".join(reversed(ROW.splitlines()[1:])) + "\n",
]
WRONG = [
    ROW.replace("register", "mode"),
    ROW.replace('"leaver"', '"leaver'),
    ROW.replace('"Dear', '"\\Dear'),
    ROW.replace('"Dear', '"Dear\x07'),
    ROW.replace("[[variant]]", "# \x07\n[[variant]]"),
    ROW + 'text = "Again"\n',
    ROW + "when = {}\n" * 2,
    "text = 1\n" + ROW,
    "variant = []\n" + ROW,
    "",
]


@for_each("path", FILES)
def test_every_clause_is_read_quickly_and_as_toml(path):
    content = path.read_text(encoding="utf-8")
    assert plain_rows(content) == toml_rows(tomllib.loads(content), "here") != []


@pytest.mark.parametrize(("content", "found"), PLAIN)
def test_rows_are_read_with_their_values_as_lists(content, found):
    assert plain_rows(content) == found == toml_rows(tomllib.loads(content), "here")


@pytest.mark.parametrize("content", OTHERWISE)
def test_what_is_written_otherwise_is_read_as_toml(tmp_path, content):
    path = tmp_path / "news.toml"
    path.write_bytes(content.encode())
    assert plain_rows(content) == []
    assert read_rows(path, "here") == toml_rows(tomllib.loads(content), "here")


@pytest.mark.parametrize("content", WRONG)
def test_what_is_no_toml_or_no_clause_is_refused(tmp_path, content):
    path = tmp_path / "news.toml"
    path.write_bytes(content.encode())
    with pytest.raises(BrokenSetup, match=r"news\.toml|here"):
        read_rows(path, "here")
