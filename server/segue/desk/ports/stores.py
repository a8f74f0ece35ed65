"""All stores of one workspace in one transaction, and the database that opens them."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from segue.departure.people import Workspace
from segue.desk.ports.accounts import AccountLists
from segue.desk.ports.browsers import Attempts, Browsers
from segue.desk.ports.calls import Calls
from segue.desk.ports.clients import Clients, Contacts, Undos
from segue.desk.ports.company import Policies, Settings
from segue.desk.ports.connections import Connections
from segue.desk.ports.departures import Departures
from segue.desk.ports.draftings import Draftings
from segue.desk.ports.letters import Letters
from segue.desk.ports.people import People, SignedIn
from segue.desk.ports.readings import ProblemRows, Readings
from segue.desk.ports.record import Audit, Erased
from segue.desk.ports.watched import Watched


@dataclass(frozen=True)
class Stores:
    """Everything the records hold of one workspace, inside one transaction."""

    workspace: Workspace
    people: People
    browsers: Browsers
    departures: Departures
    contacts: Contacts
    clients: Clients
    letters: Letters
    settings: Settings
    policies: Policies
    audit: Audit
    erased: Erased
    undos: Undos
    account_lists: AccountLists
    readings: Readings
    problem_rows: ProblemRows
    connections: Connections
    draftings: Draftings
    calls: Calls


class Records(Protocol):
    """The database."""

    def reading(self, workspace_id: str) -> AbstractContextManager[Stores]:
        """Open the stores of a workspace to read; nothing is written."""

    def writing(self, workspace_id: str) -> AbstractContextManager[Stores]:
        """Open the stores of a workspace to change; all is written at the end, or nothing."""

    def add_workspace(self, workspace: Workspace) -> None:
        """Add a workspace."""

    def workspaces(self) -> list[Workspace]:
        """Return all workspaces."""

    def open_session(self, session: SignedIn, secret: str, expires_at: datetime) -> None:
        """Keep a session under the digest of its secret."""

    def session(self, secret: str, now: datetime) -> SignedIn | None:
        """Return whose session a secret opens, None when it ended."""

    def close_session(self, secret: str) -> None:
        """End a session."""

    def forget_sessions(self, workspace_id: str, now: datetime) -> int:
        """Delete a company's sessions that have ended, its tokens, codes and counters; returns how many sessions."""

    def workspace_of(self, digest: str) -> str | None:
        """Return whose company a browser's token or code is of, by its digest."""

    def counting(self) -> AbstractContextManager[Attempts]:
        """Open the counters of attempts; all is written at the end, or nothing."""

    def remove_workspace(self, workspace_id: str) -> None:
        """Delete a workspace with everything in it; raises NotFound."""

    def watched(self) -> Watched:
        """Return the figures for whoever keeps watch over the installation."""

    def wipe(self) -> bool:
        """Make sure that nothing deleted can be read from the files any more.

        Says whether it could: False while somebody reads for so long that it has to be tried again later.
        """
