"""Your account: what Segue may do with it at the provider, how to take that back, and signing out everywhere (A2)."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from segue.departure.errors import MailboxTrouble
from segue.desk.connections import disconnect
from segue.desk.ports import Need
from segue.desk.sign_ins import sign_out_everywhere
from segue.desk.signing_in import MICROSOFT
from segue.doors.cookies import drop_cookie, session_cookie
from segue.doors.pages.shell import notice
from segue.doors.sign_in import DEMO_PROVIDER
from segue.doors.wiring import actor, reading, wiring, writing

account_pages = Blueprint("account", __name__)
SHOWN = (Need.CONTACTS, Need.OTHER_CONTACTS, Need.DRAFTS)


@account_pages.get("/account")
def page() -> str:
    """Show by what the person signs in, and what he allowed."""
    with reading() as desk:
        connection = desk.stores.connections.of(actor().id)
        providers = [one for one in desk.stores.people.providers_of(actor().id) if one != DEMO_PROVIDER]
    granted = [need for need in SHOWN if connection and connection.works and need in connection.granted]
    return render_template("account.html", connection=connection, providers=providers, granted=granted)


@account_pages.post("/account/sign-out-everywhere")
def everywhere() -> Response:
    """End every sign-in and every connected browser of the person, this one too."""
    with writing() as desk:
        sign_out_everywhere(desk, actor())
    notice("account.everywhere_done")
    response = redirect(url_for("sign_in.page"))
    drop_cookie(response, session_cookie())
    return response


@account_pages.post("/account/disconnect")
def end() -> Response:
    """End what the person allowed, here and at the provider."""
    with reading() as desk:
        connection = desk.stores.connections.of(actor().id)
    identity = wiring().identities.get(connection.provider) if connection else None
    if identity is not None:
        try:
            disconnect(writing, actor(), identity, "by_person")
            notice("account.ended_microsoft" if identity.provider == MICROSOFT else "account.ended")
        except MailboxTrouble:  # ended here; there it ends by the person's own hand
            notice("account.ended_here")
    return redirect(url_for("account.page"))
