"""One contract for every Drafts folder and every address book: fake, local, Google and Microsoft alike."""

from dataclasses import astuple

import pytest

from fakes import microsoft_parts
from fakes.contact_sources import MemoryContacts
from fakes.draft_boxes import MemoryDrafts
from fakes.google.persons import person
from fakes.google_parts import MARA, contacts_of, drafts_of
from fakes.microsoft.persons import contact
from fakes.office import LEAVER, Office
from segue.clients.contact import Contact, RowProblem
from segue.desk.hand_out import released_letter
from segue.desk.ports import DraftFate
from segue.providers.local.contacts import FolderContacts
from segue.providers.local.drafts import FolderDrafts
from segue.providers.microsoft.drafts import MicrosoftDrafts

AT_GOOGLE = pytest.param("at Google", marks=pytest.mark.loopback)
AT_MICROSOFT = pytest.param("at Microsoft", marks=pytest.mark.loopback)


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


@pytest.fixture(params=["in memory", "a folder", AT_GOOGLE, AT_MICROSOFT])
def box(request, tmp_path):
    if request.param == "at Microsoft":
        microsoft = request.getfixturevalue("microsoft")
        microsoft.account(MARA)
        return microsoft_parts.drafts_of(microsoft)
    if request.param == "at Google":
        google = request.getfixturevalue("google")
        google.account(MARA, hd="norwell.example")
        return drafts_of(google)
    return MemoryDrafts() if request.param == "in memory" else FolderDrafts(tmp_path / "drafts")


@pytest.fixture
def edit(box, request):
    """Return what edits a draft as its owner would."""

    def by_hand(ref):
        if isinstance(box, MemoryDrafts):
            box.edit(ref)
        elif isinstance(box, FolderDrafts):
            (box.folder / ref).write_bytes((box.folder / ref).read_bytes() + b"PS")
        else:
            at = "microsoft" if isinstance(box, MicrosoftDrafts) else "google"
            request.getfixturevalue(at).accounts[MARA].mailbox.person_edits(ref)

    return by_hand


def test_a_placed_draft_is_found_by_its_letter(box, letters):
    ref = box.place(letters[0]).ref
    assert box.find(letters[0]) == ref


def test_nothing_is_found_before_it_is_placed(box, letters):
    assert box.find(letters[0]) is None


def test_other_bytes_and_other_clients_are_not_that_draft(box, letters):
    box.place(letters[0])
    assert (box.find(letters[1]), box.find(letters[2])) == (None, None)


def test_a_removed_draft_is_gone_and_the_others_stay(box, letters):
    first, other = box.place(letters[0]).ref, box.place(letters[2]).ref
    box.remove(first)
    assert (box.find(letters[0]), box.find(letters[2])) == (None, other)


def test_removing_a_draft_twice_or_one_that_never_was_is_no_error(box, letters):
    ref = box.place(letters[0]).ref
    box.remove(ref)
    box.remove(ref)
    box.remove("never-there")
    assert box.find(letters[0]) is None


def test_a_draft_keeps_its_stamp_until_it_is_edited_and_has_none_when_it_is_gone(box, edit, letters):
    (ref, placed), other = astuple(box.place(letters[0])), box.place(letters[2]).ref
    assert placed == box.stamp(ref) == box.stamp(ref)
    edit(ref)
    assert box.stamp(ref) not in (placed, None)
    assert box.stamp(other) not in (placed, None)
    box.remove(ref)
    assert box.stamp(ref) is None
    assert box.stamp("never-there") is None


def test_placing_again_never_writes_over_a_draft_that_was_edited(box, edit, letters):
    ref = box.place(letters[0]).ref
    edit(ref)
    edited = box.stamp(ref)
    box.place(letters[0])
    assert box.stamp(ref) == edited


def test_a_draft_is_there_then_edited_then_gone(box, edit, letters):
    ref = box.place(letters[0]).ref
    stamp = box.stamp(ref)
    fates = [box.fate(ref, stamp)]
    edit(ref)
    fates.append(box.fate(ref, stamp))
    box.remove(ref)
    assert [*fates, box.fate(ref, stamp)] == [DraftFate.THERE, DraftFate.EDITED, DraftFate.GONE]


# Address books

COUNT = 2_345
TOM, NOBODY = "tom@brightwater.example", "Nobody"
BOOK = "\n".join([
    "Name,Email,Company,Labels", f"Tom Stainsby,{TOM},Brightwater,Clients", f"{NOBODY},,,",
    *(f"Person {n},p{n}@firm.example,Firm," for n in range(COUNT - 2)), "",
])  # fmt: skip


@pytest.fixture(params=["in memory", "a folder", AT_GOOGLE, AT_MICROSOFT])
def source(request, tmp_path):
    """Return an address book with Tom, somebody without an address, and very many more."""
    if request.param == "at Microsoft":
        microsoft = request.getfixturevalue("microsoft")
        more = [contact(f"Person {n}", f"p{n}@firm.example", company="Firm") for n in range(COUNT - 2)]
        tom = contact("Tom Stainsby", TOM, company="Brightwater", categories=["Clients"])
        microsoft.account(MARA, [tom, contact(NOBODY), *more])
        return microsoft_parts.contacts_of(microsoft)
    if request.param == "at Google":
        google = request.getfixturevalue("google")
        more = [person(f"Person {n}", f"p{n}@firm.example", company="Firm") for n in range(COUNT - 2)]
        tom = person("Tom Stainsby", TOM, company="Brightwater", labels=["Clients"])
        google.account(MARA, hd="norwell.example", contacts=[tom, person(NOBODY), *more])
        return contacts_of(google)
    (tmp_path / "book.csv").write_text(BOOK)
    folder = FolderContacts(tmp_path)
    if request.param == "a folder":
        return folder
    return MemoryContacts([one for page in folder.pages() for one in page.outcomes], 1000)


def test_a_source_yields_contacts_and_a_problem_for_each_other_row(source):
    found = [one for page in source.pages() for one in page.outcomes]
    tom, nobody, *others = found
    assert (tom.name, tom.given, tom.family) == ("Tom Stainsby", "Tom", "Stainsby")
    assert (tom.emails, tom.company, tom.labels) == ((TOM,), "Brightwater", ("Clients",))
    assert (type(nobody), nobody.code, nobody.value) == (RowProblem, "row_no_address", NOBODY)
    assert (len(others), {type(one) for one in others}) == (COUNT - 2, {Contact})


def test_every_row_has_a_number_of_its_own_in_its_source(source):
    found = [(one.source, one.row) for page in source.pages() for one in page.outcomes]
    assert len(set(found)) == COUNT
    assert [row for _, row in found] == sorted(row for _, row in found)


def test_the_same_row_has_the_same_key_when_read_again(source):
    first, again = ([one for page in source.pages() for one in page.outcomes] for _ in range(2))
    assert first == again
    keys = [(one.source, one.key) for one in first if isinstance(one, Contact)]
    assert len(set(keys)) == COUNT - 1


def test_only_the_page_that_a_reading_begins_with_is_the_first(source):
    assert [page.first for page in source.pages()] == [True, False, False]


def test_nothing_follows_the_last_page(source):
    assert [page.after for page in source.pages()][-1] == ""


def test_what_is_read_on_after_a_page_is_what_follows_it(source):
    pages = list(source.pages())
    for number, page in enumerate(pages[:-1], start=1):
        if page.after:
            again = [one.outcomes for one in source.pages(page.after)]
            assert again == [one.outcomes for one in pages[number:]]


def test_a_source_that_knows_how_much_there_is_says_so_on_every_page(source):
    assert {page.total for page in source.pages()} <= {None, COUNT}
