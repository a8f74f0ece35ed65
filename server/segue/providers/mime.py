"""A letter as MIME: the same text and HTML, wherever it is put."""

from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8

from segue.desk.release import ReleasedLetter
from segue.desk.test_copy import TestCopy


def letter_mime(letter: ReleasedLetter, unsent: bool = False) -> bytes:
    """Return a released letter with its opaque Message-ID; ``unsent`` is for files alone: it would reach the client."""
    content = letter.content
    message = _message(unsent, content.sender, content.to, content.cc, content.subject)
    message["Message-ID"] = letter.marker
    return _with_body(message, content.text, content.html)


def test_copy_mime(copy: TestCopy, sender: str, unsent: bool) -> bytes:
    """Return a test copy; it has no Message-ID, so it is never taken for the letter's draft."""
    return _with_body(_message(unsent, sender, copy.to, (), copy.subject), copy.text, copy.html)


def _message(unsent: bool, sender: str, to: tuple[str, ...], cc: tuple[str, ...], subject: str) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    if unsent:
        message["X-Unsent"] = "1"
    message["From"], message["To"], message["Subject"] = sender, ", ".join(to), subject
    if cc:
        message["Cc"] = ", ".join(cc)
    return message


def _with_body(message: EmailMessage, text: str, html: str) -> bytes:
    message.set_content(text)
    message.add_alternative(html, subtype="html")
    # Headers in plain UTF-8 (RFC 6532) only where an address needs it: older programs read ASCII alone.
    addressed = str(message["To"]) + str(message["Cc"] or "") + str(message["From"])
    return message.as_bytes(policy=SMTP if addressed.isascii() else SMTPUTF8)
