"""A letter is saved with the step that its telling took, so that status and history never disagree (H7)."""

from segue.desk.desk import Desk
from segue.desk.submitted import StatusChange, SubmittedLetter


def save_step(
    desk: Desk, before: SubmittedLetter, after: SubmittedLetter, person_id: str = "", reason: str = ""
) -> SubmittedLetter:
    """Save a letter, and the step from its former status where it has another now; returns it as saved.

    ``person_id`` is who said so, "" where the letter changed and is to do again. Raises ChangedMeanwhile.
    """
    saved = desk.stores.letters.save(after)
    if before.status is not after.status:
        told = before.status, after.status
        desk.stores.letters.changed(StatusChange(after.workspace_id, after.id, person_id, desk.now, *told, reason))
    return saved
