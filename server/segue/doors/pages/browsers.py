"""Your browsers: which extensions work for you, how to end them, and the code that connects another."""

import secrets

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from segue.desk.attempts import CONNECTING
from segue.desk.browsers import PAIRING_LENGTH, PAIRING_LETTERS, Why, disconnect, disconnect_all, make_pairing_code
from segue.doors.limits import count
from segue.doors.pages.shell import notice
from segue.doors.wiring import actor, reading, writing

browsers_pages = Blueprint("browsers", __name__)


@browsers_pages.get("/browsers")
def page() -> str:
    """List the browsers that work for the person, and those that ended not long ago."""
    with reading() as desk:
        found = desk.stores.browsers.of(actor().id)
    working = [one for one in found if one.ended_at is None]
    return render_template("browsers.html", working=working, ended=[one for one in found if one.ended_at is not None])


@browsers_pages.post("/browsers")
def end() -> Response:
    """End one browser, or all."""
    browser_id = request.form.get("browser", "")
    with writing() as desk:
        if browser_id:
            disconnect(desk, actor(), browser_id)
        else:
            disconnect_all(desk, actor().id, Why.BY_PERSON, actor())
    notice("browsers.ended" if browser_id else "browsers.ended_all")
    return redirect(url_for("browsers.page"))


@browsers_pages.get("/browsers/pair")
def pair() -> str:
    """Say how a browser is connected by a code; looking makes none."""
    return render_template("pair.html", code="")


@browsers_pages.post("/browsers/pair")
def new_code() -> str:
    """Show a new code, this once."""
    count(CONNECTING, actor().id)
    code = "".join(secrets.choice(PAIRING_LETTERS) for _ in range(PAIRING_LENGTH))
    with writing() as desk:
        make_pairing_code(desk, actor(), code)
    half = PAIRING_LENGTH // 2
    return render_template("pair.html", code=f"{code[:half]}-{code[half:]}")
