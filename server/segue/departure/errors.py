"""Every failure a person can meet, as one tree.

::

    SegueError                 any failure with a stable code
    ├── InputError             what was typed or uploaded cannot be used
    │   └── UnreadableFile     a whole file cannot be read
    ├── NotSignedIn            nobody is signed in
    ├── NotAllowed             signed in, but this person may not do this
    │   └── SelfApproval       nobody approves his own departure
    ├── NotFound               no such thing, or not yours to see
    ├── ChangedMeanwhile       somebody, or another tab, changed it first
    ├── NotNow                 the right person, at the wrong moment
    │   ├── NotApproved        the letter has no valid approval
    │   ├── NotReleased        approved, but closed: before the release or after the last day
    │   └── NotConnected       the person's account at the provider has to be connected, or allowed more
    ├── MailboxTrouble         the provider did not do what was asked
    │   ├── MailboxBusy        it asks to wait; ``wait_seconds`` is for how long, None when it does not say
    │   ├── MailboxUnclear     nobody knows whether it was done: look before doing it again
    │   └── MailboxRefused     it said no to this one request
    ├── TooManyAttempts        the same was tried too often; ``wait`` is how long nothing more is heard
    ├── RecordsAway            the database cannot be asked now: it restarts, is full, or somebody holds a row for long
    ├── PaneTooOld             the extension is of a version that is no longer understood
    ├── Damaged                something stored was changed so that it cannot be read
    └── BrokenSetup            a setting or a language pack is wrong: start-up stops

The code names the sentence of advice in the interface catalogue (``error.<code>``), so that
each person reads it in his own language; ``values`` fill its gaps and never hold letter text.
"""


class SegueError(Exception):
    """A failure with a stable ``code``; ``field`` names the form field it belongs to, if any."""

    code = "failed"

    def __init__(self, code: str | None = None, *, field: str = "", **values: object) -> None:
        self.code = code or type(self).code
        self.field = field
        self.values = values
        super().__init__(self.code, values)


class InputError(SegueError):
    """What was typed or uploaded cannot be used."""

    code = "input"


class UnreadableFile(InputError):
    """A whole file cannot be read; the code says why."""

    code = "file_unreadable"


class NotSignedIn(SegueError):
    """Nobody is signed in, or the session ended."""

    code = "not_signed_in"


class NotAllowed(SegueError):
    """Signed in, but this person may not do this."""

    code = "not_allowed"


class SelfApproval(NotAllowed):
    """Nobody approves his own departure (P6)."""

    code = "self_approval"


class NotFound(SegueError):
    """No such thing, or not this person's to see: both look the same from outside."""

    code = "not_found"


class ChangedMeanwhile(SegueError):
    """Another person or another tab changed it first; nothing was overwritten."""

    code = "changed_meanwhile"


class NotNow(SegueError):
    """The right person at the wrong moment of the way through."""

    code = "not_now"


class NotApproved(NotNow):
    """The letter has no approval that fits its bytes (P1, P5)."""

    code = "letter_not_approved"


class NotReleased(NotNow):
    """Approved, but closed: before the release moment or after the last day (P7)."""

    code = "letter_not_released"


class NotConnected(NotNow):
    """The person's account at the provider has to be connected first, again, or has to allow more.

    ``values`` name the ``provider`` and what it is needed for (``need``).
    """

    code = "account_not_connected"


class MailboxTrouble(SegueError):
    """The provider of a mailbox or address book did not do what was asked."""

    code = "mailbox_trouble"


class MailboxBusy(MailboxTrouble):
    """The provider asks to wait; ``wait_seconds`` in ``values`` is for how long, None when it does not say."""

    code = "mailbox_busy"


class MailboxUnclear(MailboxTrouble):
    """Nobody knows whether it was done: the connection dropped, or the answer could not be read."""

    code = "mailbox_unclear"


class MailboxRefused(MailboxTrouble):
    """The provider said no to this one request, and would again; ``status`` in ``values`` is its answer's."""

    code = "mailbox_refused"


class TooManyAttempts(SegueError):
    """The same was tried too often; nothing more is heard for the timedelta ``wait``."""

    code = "too_many_attempts"


class RecordsAway(SegueError):
    """The database cannot be asked now; only doors raise it, so that no verb goes on as if one client had failed."""

    code = "records_away"


class PaneTooOld(SegueError):
    """The extension is of a version that is no longer understood."""

    code = "pane_too_old"


class Damaged(SegueError):
    """Something stored was changed behind Segue's back so that it cannot be read; nothing is made up for it."""

    code = "settings_unreadable"


class BrokenSetup(SegueError):
    """A setting or a language pack is wrong; the program does not start with it."""

    code = "broken_setup"

    def __str__(self) -> str:
        """Say it in one line, for the terminal."""
        return str(self.values.get("detail", self.code))
