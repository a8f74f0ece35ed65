"""Test copies: one approved letter, marked, to somebody of the company who may read it anyway (H10).

It changes nothing of how far the client is told. Why it need not wait for the release: docs/decisions/0018.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from segue.clients.addresses import normalise
from segue.departure.departure import Departure
from segue.departure.errors import InputError, NotNow, NotReleased
from segue.departure.letter_state import LetterState
from segue.departure.people import Person
from segue.departure.terms import SenderMode
from segue.desk.desk import Desk
from segue.desk.ports import LetterFilter
from segue.desk.release import approved_word, require_allowed
from segue.desk.submitted import SubmittedLetter
from segue.desk.tellers import as_reader_of
from segue.letters.preview import marked

_SEAL = object()


class CopyFor(StrEnum):
    """Whom a test copy is for: who asks for it, or by his part in the departure."""

    ME = "me"
    APPROVER = "approver"
    LEAVER = "leaver"


@dataclass(frozen=True)
class TestCopy:
    """An approved letter with its language's test mark in subject, text and HTML, to one person of the company.

    ``readers`` are the addresses that a message may have which it is put in: nobody else is to see it. ``digest`` is
    that of the approved letter.
    """

    __test__ = False  # pytest would take the name for a test class

    language: str
    subject: str
    text: str
    html: str
    to: tuple[str, ...]
    readers: tuple[str, ...]
    digest: str
    seal: object = field(repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse to be made anywhere but in ``take_test_copy``."""
        if self.seal is not _SEAL:
            raise TypeError("only segue.desk.test_copy.take_test_copy makes a TestCopy")


def copies_for(desk: Desk, actor: Person, departure: Departure) -> dict[CopyFor, Person]:
    """Return whom a test copy may be for: who asks, who leads the departure, who decides on it."""
    ids = {CopyFor.ME: actor.id, CopyFor.LEAVER: departure.leader_id, CopyFor.APPROVER: departure.approver_id}
    people = {part: desk.stores.people.get(id) for part, id in ids.items()}
    return {part: one for part, one in people.items() if one.active}


def gives_test_copy(desk: Desk, departure: Departure, letter: SubmittedLetter) -> bool:
    """Say whether a test copy of a letter can be taken as things stand."""
    try:
        require_allowed(desk, departure, SenderMode(letter.content.mode))
    except NotReleased:
        return False
    return letter.state is LetterState.APPROVED


def take_test_copy(desk: Desk, actor: Person, letter_id: str, wanted: CopyFor = CopyFor.ME) -> TestCopy:
    """Return a test copy of an approved letter and record it; the letter stays as it is.

    Raises NotFound to whoever may not read the letter, NotApproved, NotReleased for a letter that cannot leave any
    more, NotNow ``test_to_client`` where the address is a client's, InputError for somebody who is not there.
    """
    letter = desk.stores.letters.get(letter_id)
    departure = as_reader_of(desk, actor, letter)
    require_allowed(desk, departure, SenderMode(letter.content.mode))
    approved = approved_word(desk, letter, desk.stores.letters.approval(letter_id))
    to, readers = _recipients(desk, actor, departure, letter, wanted)
    desk.record(actor.id, "test_copy", departure.id, letter.id, digest=approved.digest, to=to.id)
    pack = desk.packs[approved.content.language]
    parts = marked(approved.content, pack, pack.test_mark)
    return TestCopy(pack.locale, *parts, (to.address,), readers, approved.digest, _SEAL)


def _recipients(
    desk: Desk, actor: Person, departure: Departure, letter: SubmittedLetter, wanted: CopyFor
) -> tuple[Person, tuple[str, ...]]:
    """Return whom a copy goes to, and every address that its message may have."""
    people = copies_for(desk, actor, departure)
    if wanted not in people:
        raise InputError("choice_unknown", field="to")
    addresses = dict.fromkeys(one.address for one in people.values())
    readers = tuple(one for one in addresses if not _is_client(desk, letter, one))
    if people[wanted].address not in readers:
        raise NotNow("test_to_client")
    return people[wanted], readers


def _is_client(desk: Desk, letter: SubmittedLetter, address: str) -> bool:
    """Say whether a client of this departure gets a letter at an address."""
    same = normalise(address)
    _, found = desk.stores.letters.page(letter.departure_id, LetterFilter(address), 0, 50)
    return any(same == normalise(one) for other in (letter, *found) for one in other.content.to)
