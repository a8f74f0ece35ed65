"""One contract for every Drafts folder and every address book; fake and local alike (more adapters join the tables)."""

import os

import pytest

from fakes.draft_boxes import MemoryDrafts
from fakes.office import LEAVER, Office
from segue.clients.contact import Contact, RowProblem
from segue.departure.errors import UnreadableFile
from segue.desk.hand_out import released_letter
from segue.providers.local.contacts import FolderContacts
from segue.providers.local.drafts import FolderDrafts

BOOK = b"Name,Email\nTom Stainsby,tom@brightwater.example\nNobody,\n"
CARD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Chiara Melandri\r\nEMAIL:chiara@valtrebbia.example\r\nEND:VCARD\r\n"

DRAFT_BOXES = {"in memory": lambda folder: MemoryDrafts(), "a folder": lambda folder: FolderDrafts(folder / "drafts")}


@pytest.fixture(scope="module")
def letters(tmp_path_factory):
    """Return three released letters: Tom's, Tom's after a change, Eleanor's."""
    office = Office(tmp_path_factory.mktemp("box")).approved()
    first, eleanor = _released(office, "Tom"), _released(office, "Eleanor")
    office.change_client("Tom", note="You kept us going.").approve()
    return first, _released(office, "Tom"), eleanor


def _released(office, name):
    with office.look() as desk:
        return released_letter(desk, LEAVER, office.letter(name).id)


@pytest.fixture(params=DRAFT_BOXES)
def box(request, tmp_path):
    return DRAFT_BOXES[request.param](tmp_path)


def test_a_placed_draft_is_found_by_its_letter(box, letters):
    ref = box.place(letters[0])
    assert box.find(letters[0]) == ref


def test_nothing_is_found_before_it_is_placed(box, letters):
    assert box.find(letters[0]) is None


def test_other_bytes_and_other_clients_are_not_that_draft(box, letters):
    box.place(letters[0])
    assert (box.find(letters[1]), box.find(letters[2])) == (None, None)


def test_a_removed_draft_is_gone_and_the_others_stay(box, letters):
    first, other = box.place(letters[0]), box.place(letters[2])
    box.remove(first)
    assert (box.find(letters[0]), box.find(letters[2])) == (None, other)


def test_removing_a_draft_twice_or_one_that_never_was_is_no_error(box, letters):
    ref = box.place(letters[0])
    box.remove(ref)
    box.remove(ref)
    box.remove("never-there")
    assert box.find(letters[0]) is None


def test_a_draft_keeps_its_stamp_until_it_is_edited_and_has_none_when_it_is_gone(box, letters):
    ref, other = box.place(letters[0]), box.place(letters[2])
    placed = box.stamp(ref)
    assert placed == box.stamp(ref)
    _edit(box, ref)
    assert box.stamp(ref) not in (placed, None)
    assert box.stamp(other) not in (placed, None)
    box.remove(ref)
    assert box.stamp(ref) is None
    assert box.stamp("never-there") is None


def test_placing_again_never_writes_over_a_draft_that_was_edited(box, letters):
    ref = box.place(letters[0])
    _edit(box, ref)
    edited = box.stamp(ref)
    box.place(letters[0])
    assert box.stamp(ref) == edited


def _edit(box, ref):
    if isinstance(box, MemoryDrafts):
        box.edit(ref)
    else:
        (box.folder / ref).write_bytes((box.folder / ref).read_bytes() + b"PS")


@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_a_draft_in_a_folder_is_its_owners_alone_to_read(tmp_path, letters, umask):
    before = os.umask(umask)
    try:
        ref = FolderDrafts(tmp_path).place(letters[0])
    finally:
        os.umask(before)
    assert (tmp_path / ref).stat().st_mode & 0o777 == 0o600


def test_a_folder_never_holds_half_a_draft_or_two(tmp_path, letters):
    drafts = FolderDrafts(tmp_path)
    assert drafts.place(letters[0]) == drafts.place(letters[0])
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


@pytest.fixture
def source(tmp_path):
    return lambda content: _folder(tmp_path, book_csv=content)


def test_a_source_yields_contacts_and_a_problem_for_each_other_row(source):
    found = list(source(BOOK).contacts())
    assert [type(one) for one in found] == [Contact, RowProblem]
    assert (found[0].emails, found[0].source) == (("tom@brightwater.example",), "book.csv")
    assert (found[1].row, found[1].source) == (3, "book.csv")


def test_the_same_row_has_the_same_key_when_read_again(tmp_path):
    first, again = (next(iter(_folder(tmp_path, book_csv=BOOK).contacts())) for _ in range(2))
    assert (first.source, first.key) == (again.source, again.key)


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n", b"Name,Town\nTom,Leeds\n"])
def test_a_source_that_cannot_be_read_says_so(source, content):
    with pytest.raises(UnreadableFile):
        list(source(content).contacts())


def test_a_folder_says_how_much_there_is_to_read(tmp_path):
    assert _folder(tmp_path, b_csv=BOOK, notes_txt=b"private").size_bytes() == len(BOOK)


def test_a_folder_reads_every_address_book_and_nothing_else(tmp_path):
    folder = _folder(tmp_path, b_csv=BOOK, a_vcf=CARD, C_CSV=BOOK, notes_txt=b"private", photo_png=b"\x89PNG")
    assert [path.name for path in folder.files()] == ["C.CSV", "a.vcf", "b.csv"]
    assert [one.source for one in folder.contacts() if isinstance(one, Contact)] == ["C.CSV", "a.vcf", "b.csv"]


def test_a_folder_that_is_not_there_holds_nothing(tmp_path):
    assert list(FolderContacts(tmp_path / "none").contacts()) == []
