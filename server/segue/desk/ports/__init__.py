"""What the desk needs of the outside, in its own types. No port has a send verb.

``Stores`` are the records of one workspace inside one transaction: every read and write of it
happens together or not at all, and outside calls never happen inside one.
"""

from segue.desk.ports.accounts import AccountList, AccountLists
from segue.desk.ports.browsers import Attempts, Browser, Browsers, Counter, Grant, GrantKind, Token, TokenKind
from segue.desk.ports.calls import Calls
from segue.desk.ports.clients import (
    EVERYBODY,
    MOST_UNDONE,
    ChosenClient,
    ClientFilter,
    Clients,
    Contacts,
    Firm,
    Sizes,
    StoredContact,
    Undos,
)
from segue.desk.ports.company import Policies, Settings
from segue.desk.ports.connections import Account, Connection, Connections, Identity, Need, Question, Tokens
from segue.desk.ports.departures import Departures
from segue.desk.ports.draftings import GOES_ON, Drafting, Draftings, DraftingState, OneLetter, Outcome
from segue.desk.ports.letters import LetterFilter, Letters, Modes, Part
from segue.desk.ports.outside import ContactSource, DraftBox, DraftFate, OpensDrafts, Page, Placed, Queue
from segue.desk.ports.people import People, SignedIn
from segue.desk.ports.readings import (
    CHUNK_BYTES,
    OPEN,
    UNDER_WAY,
    Counts,
    ProblemRows,
    Reading,
    Readings,
    ReadingState,
    SourceKind,
    StoredProblem,
)
from segue.desk.ports.record import Audit, AuditFilter, Erased, Erasure, ErasureLog
from segue.desk.ports.stores import Records, Stores
from segue.desk.ports.watched import Watched

__all__ = [
    "CHUNK_BYTES",
    "EVERYBODY",
    "GOES_ON",
    "MOST_UNDONE",
    "OPEN",
    "UNDER_WAY",
    "Account",
    "AccountList",
    "AccountLists",
    "Attempts",
    "Audit",
    "AuditFilter",
    "Browser",
    "Browsers",
    "Calls",
    "ChosenClient",
    "ClientFilter",
    "Clients",
    "Connection",
    "Connections",
    "ContactSource",
    "Contacts",
    "Counter",
    "Counts",
    "Departures",
    "DraftBox",
    "DraftFate",
    "Drafting",
    "DraftingState",
    "Draftings",
    "Erased",
    "Erasure",
    "ErasureLog",
    "Firm",
    "Grant",
    "GrantKind",
    "Identity",
    "LetterFilter",
    "Letters",
    "Modes",
    "Need",
    "OneLetter",
    "OpensDrafts",
    "Outcome",
    "Page",
    "Part",
    "People",
    "Placed",
    "Policies",
    "ProblemRows",
    "Question",
    "Queue",
    "Reading",
    "ReadingState",
    "Readings",
    "Records",
    "Settings",
    "SignedIn",
    "Sizes",
    "SourceKind",
    "StoredContact",
    "StoredProblem",
    "Stores",
    "Token",
    "TokenKind",
    "Tokens",
    "Undos",
    "Watched",
]
