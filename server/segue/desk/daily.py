"""What Segue does by itself, once a day: move what was left to the manager, keep data no longer than allowed (P7, A4).

Each departure is seen to in a transaction of its own that looks anew at what is due, so that going
through twice, or twice at once, does nothing twice; what fails is tried again at the next waking.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from segue.departure.dates import today
from segue.departure.errors import Damaged, NotFound
from segue.departure.people import Person
from segue.desk.after_last_day import move_to_manager
from segue.desk.desk import Desk, OpenDesk
from segue.desk.draft_fates import look_at_all_drafts
from segue.desk.last_day import is_due as is_move_due
from segue.desk.left_drafts import Seen, clear_left_drafts
from segue.desk.outdated_drafts import clear_outdated_drafts, outdated_drafts
from segue.desk.ports import DraftBox, ErasureLog, Identity
from segue.desk.readings import Openers, forget_old_uploads
from segue.desk.retention import Kept, retain
from segue.desk.unneeded_connections import NOBODY, end_unneeded


@dataclass
class Daily:
    """What the job did, in identifiers of departures; ``drafts`` are those whose letters are gone or changed.

    ``connected`` are people whose account is not needed any more and is not ended at its provider yet; ``away`` is how
    many drafts were seen to have left their Drafts folder.
    """

    moved: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    erased: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    drafts: list[Seen] = field(default_factory=list)
    connected: list[str] = field(default_factory=list)
    away: int = 0


def is_due(desk: Desk) -> bool:
    """Say whether the job has not gone through on this calendar day of the workspace yet, or letters wait for it.

    They do when a departure was agreed, or its last day moved, after the job came by, or letters with drafts changed.
    """
    last = desk.stores.settings.daily_at()
    if last is None or today(last, desk.zone) != desk.today:
        return True
    if any(draft.digest for draft in outdated_drafts(desk)):
        return True
    try:
        return any(is_move_due(desk, departure) for departure in desk.stores.departures.all())
    except Damaged:  # the job says which one, and sees to the others
        return True


def daily(
    open_desk: OpenDesk,
    box_of: Callable[[Person], DraftBox],
    log: ErasureLog,
    identities: Mapping[str, Identity] = NOBODY,
) -> Daily:
    """Go through every departure of a workspace; one that fails keeps no other from its turn."""
    done = Daily()
    with open_desk() as desk:
        ids = desk.stores.departures.ids()
    for departure_id in ids:
        try:
            _see_to(open_desk, departure_id, log, done)
            done.away += look_at_all_drafts(Openers(open_desk, open_desk), departure_id, box_of)
        except NotFound:  # it went meanwhile
            continue
        except Exception as error:  # one broken departure must not keep the others' data for ever
            done.failed[departure_id] = type(error).__name__
    with open_desk() as desk:
        forget_old_uploads(desk)
    done.drafts = [*clear_left_drafts(open_desk, box_of), *clear_outdated_drafts(open_desk, box_of)]
    done.connected = end_unneeded(open_desk, identities)
    if not done.failed:
        with open_desk() as desk:
            desk.stores.settings.daily_done(desk.now)
    return done


def _see_to(open_desk: OpenDesk, departure_id: str, log: ErasureLog, done: Daily) -> None:
    """Retain first: what cannot be moved to the manager is not kept for longer on that account."""
    with open_desk() as desk:
        kept = retain(desk, departure_id, log)
    if kept is not Kept.KEPT:
        (done.asked if kept is Kept.ASKED else done.erased).append(departure_id)
    if kept is not Kept.ERASED:
        with open_desk() as desk:
            if move_to_manager(desk, desk.stores.departures.get(departure_id)):
                done.moved.append(departure_id)
