"""Signing in. In the demonstration by picking a person; with a provider, by that provider."""

import secrets
from dataclasses import replace

from flask import Blueprint, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from segue.departure.errors import NotAllowed, NotFound
from segue.departure.people import Person
from segue.doors.cookies import drop_cookie, form_cookie, session_cookie, session_secret, set_cookie, start_session
from segue.doors.wiring import actor, wiring, writing

sign_in_pages = Blueprint("sign_in", __name__)
DEMO_PROVIDER = "demo"


@sign_in_pages.get("/sign-in")
def page() -> Response:
    """Show who can sign in, and how, in the browser's language or the one that ``language=`` picks."""
    g.picked_locale = request.args.get("language", "")
    token = request.cookies.get(form_cookie()) or secrets.token_urlsafe(16)
    people = _people() if wiring().demo else []
    response = make_response(
        render_template(
            "sign_in.html",
            people=people,
            providers=sorted(wiring().identities),
            form_token=token,
            next=local(request.args.get("next", "")),
        )
    )
    set_cookie(response, form_cookie(), token)
    return response


@sign_in_pages.post("/sign-in")
def sign_in() -> Response:
    """Sign in as the picked person, in the demonstration only."""
    if not wiring().demo:
        raise NotAllowed("demo_only")
    for person in _people():
        if person.id == request.form.get("person_id"):
            response = redirect(local(request.form.get("next", "")) or url_for("home.page"))
            start_session(response, person.workspace_id, person.id)
            return response
    raise NotFound("person_unknown")


@sign_in_pages.post("/sign-out")
def sign_out() -> Response:
    """End this browser's session."""
    wiring().records.close_session(session_secret())
    response = redirect(url_for("sign_in.page"))
    drop_cookie(response, session_cookie())
    return response


@sign_in_pages.post("/language")
def language() -> Response:
    """Change the language of the interface for the signed-in person."""
    wanted = request.form.get("locale", "")
    if wanted in wiring().texts.locales:
        with writing() as desk:
            desk.stores.people.save(replace(actor(), interface_locale=wanted))
    return redirect(local(request.form.get("next", "")) or url_for("home.page"))


def _people() -> list[Person]:
    people: list[Person] = []
    for workspace in wiring().records.workspaces():
        with wiring().records.reading(workspace.id) as stores:
            people += [person for person in stores.people.all() if person.active]
    return people


def local(address: str) -> str:
    """Return an address of this server's own, or nothing: never a redirect elsewhere."""
    local = address.startswith("/") and not address.startswith("//") and "\\" not in address and address.isprintable()
    return address if local else ""
