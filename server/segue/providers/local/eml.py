"""A letter as an .eml file that a mail program opens as an unsent message."""

from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8

from segue.desk.release import ReleasedLetter
from segue.letters.letter import TestCopy


def eml(letter: ReleasedLetter) -> bytes:
    """Return a released letter as MIME with text and HTML; ``X-Unsent`` makes Outlook open it for writing."""
    content = letter.content
    message = _message(content.sender, content.to, content.cc, content.subject)
    message["Message-ID"] = letter.marker
    return _with_body(message, content.text, content.html)


def test_copy_eml(copy: TestCopy, sender: str) -> bytes:
    """Return a test copy as MIME; it has no Message-ID, so it is never taken for the letter's draft."""
    return _with_body(_message(sender, copy.to, (), copy.subject), copy.text, copy.html)


def _message(sender: str, to: tuple[str, ...], cc: tuple[str, ...], subject: str) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
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
