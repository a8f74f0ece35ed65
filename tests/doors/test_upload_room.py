"""A contact file of the promised size comes in, on disk rather than in memory; no other request may be that large."""

import pytest
from flask import Flask, request

from segue.clients.limits import MAX_FILE_BYTES
from segue.doors import problems, sizes


@pytest.fixture
def app() -> Flask:
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = sizes.MAX_REQUEST_BYTES
    problems.handle_problems(app, lambda error: False)
    app.register_error_handler(413, lambda error: ("too large", 413))

    def told() -> str:
        return str(getattr(request.files["file"].stream, "_rolled", False))

    for endpoint in (*sizes.UPLOADS, "elsewhere"):
        app.add_url_rule(f"/{endpoint}", endpoint=endpoint, view_func=told, methods=["POST"])
    return app


def sent(app: Flask, endpoint: str, size: int) -> tuple[int, str]:
    """Post a file of some bytes; the body is made by hand, since the test client leaves its own temporary file open."""
    head = b'--edge\r\nContent-Disposition: form-data; name="file"; filename="book.csv"\r\n\r\n'
    body = head + bytes(size) + b"\r\n--edge--\r\n"
    answer = app.test_client().post(f"/{endpoint}", data=body, content_type="multipart/form-data; boundary=edge")
    return answer.status_code, answer.text


def test_an_upload_larger_than_any_other_request_is_put_on_disk(app: Flask) -> None:
    assert sent(app, "contacts.load", sizes.MAX_REQUEST_BYTES + 1) == (200, "True")


def test_a_request_that_is_no_upload_is_refused_at_that_size(app: Flask) -> None:
    assert sent(app, "elsewhere", sizes.MAX_REQUEST_BYTES + 1)[0] == 413


def test_an_upload_has_room_for_the_largest_file_and_its_form() -> None:
    assert sizes.MAX_UPLOAD_BYTES > MAX_FILE_BYTES
