"""Connected browsers, their codes and tokens, in the database."""

from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, Update, delete, or_, select, update
from sqlalchemy.orm import Session

from segue.departure.errors import NotFound
from segue.desk.ports import Browser, Counter, Grant, GrantKind, Token, TokenKind
from segue.records.rows import AttemptRow, BrowserRow, GrantRow, TokenRow

USED_CODE_KEPT = timedelta(days=1)
"""For so long a code that was used is known, so that a second use is seen."""
ENDED_KEPT = timedelta(days=30)
"""For so long one's page names a browser that ended, and why."""


class SqlBrowsers:
    """Implements ``segue.desk.ports.Browsers``."""

    def __init__(self, session: Session, workspace_id: str) -> None:
        self._session = session
        self._workspace_id = workspace_id

    def of(self, person_id: str) -> list[Browser]:
        """Return a person's, the newest first."""
        mine = (BrowserRow.person_id == person_id, BrowserRow.workspace_id == self._workspace_id)
        rows = select(BrowserRow).where(*mine).order_by(BrowserRow.made_at.desc(), BrowserRow.id)
        return [_browser(row) for row in self._session.scalars(rows)]

    def get(self, browser_id: str) -> Browser:
        """Return one; raises NotFound."""
        row = self._session.get(BrowserRow, browser_id)
        if row is None or row.workspace_id != self._workspace_id:
            raise NotFound("browser_unknown")
        return _browser(row)

    def save(self, browser: Browser) -> None:
        """Write one; raises NotFound for another company's."""
        self._require_own(BrowserRow, browser.id)
        self._session.merge(BrowserRow(workspace_id=self._workspace_id, **vars(browser)))
        self._session.flush()

    def grant(self, digest: str) -> Grant | None:
        """Return a code, used or not."""
        row = self._session.get(GrantRow, digest)
        if row is None or row.workspace_id != self._workspace_id:
            return None
        about = (row.name, row.redirect, row.challenge, row.browser_id)
        return Grant(row.digest, GrantKind(row.kind), row.person_id, row.expires_at, *about)

    def save_grant(self, grant: Grant) -> None:
        """Write one; raises NotFound for another company's."""
        self._require_own(GrantRow, grant.digest)
        self._session.merge(GrantRow(workspace_id=self._workspace_id, **{**vars(grant), "kind": grant.kind.value}))
        self._session.flush()

    def use_grant(self, digest: str, now: datetime) -> bool:
        """Use a code up; False when somebody did before, even at the same moment."""
        return self._used(GrantRow, digest, now)

    def forget_grants(self, person_id: str, kind: GrantKind | None = None) -> None:
        """Forget a person's unused codes, of one kind or all."""
        mine = [
            GrantRow.person_id == person_id,
            GrantRow.workspace_id == self._workspace_id,
            GrantRow.used_at.is_(None),
        ]
        wanted = [*mine, GrantRow.kind == kind.value] if kind else mine
        self._session.execute(delete(GrantRow).where(*wanted))

    def token(self, digest: str) -> Token | None:
        """Return a token, used or not."""
        row = self._session.get(TokenRow, digest)
        if row is None or row.workspace_id != self._workspace_id:
            return None
        return Token(row.digest, TokenKind(row.kind), row.browser_id, row.expires_at)

    def add_token(self, token: Token) -> None:
        """Add one."""
        self._session.add(TokenRow(workspace_id=self._workspace_id, **{**vars(token), "kind": token.kind.value}))
        self._session.flush()

    def use_token(self, digest: str, now: datetime) -> bool:
        """Use a token up; False when somebody did before, even at the same moment."""
        return self._used(TokenRow, digest, now)

    def forget_tokens(self, browser_id: str, ended_by: datetime | None = None) -> None:
        """Forget a browser's tokens: all, or those that have ended by a moment."""
        wanted = [TokenRow.browser_id == browser_id, TokenRow.workspace_id == self._workspace_id]
        if ended_by is not None:
            wanted.append(TokenRow.expires_at <= ended_by)
        self._session.execute(delete(TokenRow).where(*wanted))

    def _require_own(self, table: Any, key: str) -> None:
        known = self._session.get(table, key)
        if known is not None and known.workspace_id != self._workspace_id:
            raise NotFound("browser_unknown")

    def _used(self, table: Any, digest: str, now: datetime) -> bool:
        unused = (table.digest == digest, table.workspace_id == self._workspace_id, table.used_at.is_(None))
        return _changed(self._session, update(table).where(*unused).values(used_at=now)) == 1


class SqlAttempts:
    """Implements ``segue.desk.ports.Attempts``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, digest: str) -> Counter | None:
        """Return one."""
        row = self._session.get(AttemptRow, digest)
        return Counter(row.digest, row.count, row.since, row.until) if row else None

    def save(self, counter: Counter) -> None:
        """Write one."""
        self._session.merge(AttemptRow(**vars(counter)))
        self._session.flush()


def workspace_of(session: Session, digest: str) -> str | None:
    """Return whose company a token or code is of."""
    of_token = session.scalar(select(TokenRow.workspace_id).where(TokenRow.digest == digest))
    return of_token or session.scalar(select(GrantRow.workspace_id).where(GrantRow.digest == digest))


def forget_ended(session: Session, workspace_id: str, now: datetime) -> None:
    """Delete a company's tokens, codes and browsers whose time is over."""
    in_company = [row.workspace_id == workspace_id for row in (TokenRow, GrantRow, BrowserRow)]
    of_tokens, of_codes, of_browsers = in_company
    session.execute(delete(TokenRow).where(of_tokens, TokenRow.expires_at <= now))
    session.execute(delete(GrantRow).where(of_codes, GrantRow.expires_at <= now - USED_CODE_KEPT))
    idle = BrowserRow.id.not_in(select(TokenRow.browser_id).where(of_tokens)) & BrowserRow.ended_at.is_(None)
    session.execute(delete(BrowserRow).where(of_browsers, or_(BrowserRow.ended_at <= now - ENDED_KEPT, idle)))


def forget_attempts(session: Session, now: datetime) -> None:
    """Delete the counters whose time is over."""
    over = (AttemptRow.until <= now, AttemptRow.since <= now - USED_CODE_KEPT)
    session.execute(delete(AttemptRow).where(*over))


def _browser(row: BrowserRow) -> Browser:
    return Browser(row.id, row.person_id, row.name, row.made_at, row.seen_at, row.ended_at, row.ended_why)


def _changed(session: Session, statement: Update) -> int:
    made = session.execute(statement.execution_options(synchronize_session=False))
    return cast("CursorResult[Any]", made).rowcount
