"""A mailbox that is a folder: what it is beyond what every mailbox is (test_every_mailbox.py)."""

import os

import pytest

from fakes.office import LEAVER, Office
from segue.clients.contact import Contact
from segue.departure.errors import UnreadableFile
from segue.desk.hand_out import released_letter
from segue.providers.local.contacts import FolderContacts
from segue.providers.local.drafts import FolderDrafts

BOOK = b"Name,Email\nTom Stainsby,tom@brightwater.example\nNobody,\n"
CARD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Chiara Melandri\r\nEMAIL:chiara@valtrebbia.example\r\nEND:VCARD\r\n"


@pytest.fixture(scope="module")
def letter(tmp_path_factory):
    """Return a released letter."""
    office = Office(tmp_path_factory.mktemp("box")).approved()
    with office.look() as desk:
        return released_letter(desk, LEAVER, office.letter("Tom").id)


@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_a_draft_in_a_folder_is_its_owners_alone_to_read(tmp_path, letter, umask):
    before = os.umask(umask)
    try:
        ref = FolderDrafts(tmp_path).place(letter).ref
    finally:
        os.umask(before)
    assert (tmp_path / ref).stat().st_mode & 0o777 == 0o600


def test_a_folder_never_holds_half_a_draft_or_two(tmp_path, letter):
    drafts = FolderDrafts(tmp_path)
    assert drafts.place(letter).ref == drafts.place(letter).ref
    assert [path.suffix for path in tmp_path.iterdir()] == [".eml"]


@pytest.mark.parametrize("ref", ["../outside.eml", "/outside.eml", "..\\outside.eml"])
def test_a_folder_removes_nothing_outside_itself(tmp_path, ref):
    outside = tmp_path / "outside.eml"
    outside.write_text("kept")
    FolderDrafts(tmp_path / "drafts").remove(ref)
    assert outside.exists()


def _folder(tmp_path, **files):
    for name, content in files.items():
        (tmp_path / name.replace("_", ".")).write_bytes(content)
    return FolderContacts(tmp_path)


def _read(folder):
    return [one for page in folder.pages() for one in page.outcomes]


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n", b"Name,Town\nTom,Leeds\n"])
def test_a_file_that_cannot_be_read_says_so(tmp_path, content):
    with pytest.raises(UnreadableFile):
        _read(_folder(tmp_path, book_csv=content))


def test_a_folder_says_how_much_there_is_to_read(tmp_path):
    assert _folder(tmp_path, b_csv=BOOK, notes_txt=b"private").size_bytes() == len(BOOK)


def test_a_folder_reads_every_address_book_and_nothing_else(tmp_path):
    folder = _folder(tmp_path, b_csv=BOOK, a_vcf=CARD, C_CSV=BOOK, notes_txt=b"private", photo_png=b"\x89PNG")
    assert [path.name for path in folder.files()] == ["C.CSV", "a.vcf", "b.csv"]
    assert [one.source for one in _read(folder) if isinstance(one, Contact)] == ["C.CSV", "a.vcf", "b.csv"]


def test_a_folder_that_is_not_there_holds_nothing(tmp_path):
    assert _read(FolderContacts(tmp_path / "none")) == []
