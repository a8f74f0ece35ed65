"""How much a request may bring. A file is put on disk as it comes in; all else is read into memory as a whole."""

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge

from segue.clients.limits import MAX_FILE_BYTES

MAX_REQUEST_BYTES = 21_000_000
"""What a form with a file may hold at most."""
MAX_UPLOAD_BYTES = MAX_FILE_BYTES + 1_000_000
"""An upload of the largest contact file that is read, and its form."""
MAX_FIELDS_BYTES = 4_000_000
"""Fields without a file, and JSON: the longest list that somebody pastes is well below."""
MAX_EVENT_BYTES = 2_000_000
"""An event of a mail host is a few thousand bytes; a message with hundreds of recipients is still far below this."""
MAX_FIELDS = 20_000
URLENCODED = "application/x-www-form-urlencoded"
UPLOADS = frozenset({"contacts.load"})
"""The endpoints that take the largest files."""
OF_EVENTS = frozenset({"cards"})
"""The blueprints that take events and nothing else."""


def require_room() -> None:
    """Set the bounds of a request before anything of it is read; raises RequestEntityTooLarge.

    Werkzeug counts the fields of a form with files only: a form of millions of empty ones would fill the memory. And a
    body that says no length it cuts off at the bound without a word: half a form is refused here.
    """
    if request.mimetype == "multipart/form-data":
        request.max_content_length = MAX_UPLOAD_BYTES if request.endpoint in UPLOADS else MAX_REQUEST_BYTES
        return
    most = MAX_EVENT_BYTES if request.blueprint in OF_EVENTS else MAX_FIELDS_BYTES
    request.max_content_length = most
    body = request.get_data()
    if len(body) >= most or (request.mimetype == URLENCODED and body.count(b"&") >= MAX_FIELDS):
        raise RequestEntityTooLarge()
