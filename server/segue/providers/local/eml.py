"""A letter as an .eml file that a mail program opens as an unsent message: ``X-Unsent`` makes Outlook write it on."""

from segue.desk.release import ReleasedLetter
from segue.desk.test_copy import TestCopy
from segue.providers.mime import letter_mime, test_copy_mime


def eml(letter: ReleasedLetter) -> bytes:
    """Return a released letter as a file."""
    return letter_mime(letter, unsent=True)


def test_copy_eml(copy: TestCopy, sender: str) -> bytes:
    """Return a test copy as a file."""
    return test_copy_mime(copy, sender, unsent=True)
