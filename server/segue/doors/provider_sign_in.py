"""Signing in by a provider, and allowing Segue more of one's account when it is needed first (A1, P6).

Asking leads to the provider and changes nothing here, so it is a link. The way back counts once, in the browser that
asked. Whoever says no, or not to everything, comes to a page that says what works without it.
"""

import re

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from segue.departure.errors import MailboxBusy, NotAllowed, NotFound
from segue.desk.attempts import SIGN_IN_FROM
from segue.desk.connections import connect, mail_first
from segue.desk.ports import Account, Identity, Need
from segue.doors.asked import Asked, forget, keep, kept, new_question
from segue.doors.cookies import start_session
from segue.doors.letting_in import let_in
from segue.doors.limits import guessing, here
from segue.doors.sign_in import local
from segue.doors.wiring import actor, signed_in, wiring

provider_sign_in = Blueprint("provider_sign_in", __name__)
SAID_NO = "access_denied"
ANSWERED_FOR_ALL = "admin_consent"
"""What Microsoft adds on the way back from the link by which an administrator agrees for everybody: nobody asked here,
and nothing depends on it (learn.microsoft.com/entra/identity-platform/v2-admin-consent)."""
NEEDS_ADMINISTRATOR = re.compile(r"\bAADSTS(?:65001|90093|90094|90095)\b")
"""How Microsoft says that an administrator has to allow it first
(learn.microsoft.com/entra/identity-platform/reference-error-codes)."""


@provider_sign_in.get("/sign-in/<provider>")
def ask(provider: str) -> Response:
    """Lead to the provider's sign-in."""
    return _lead(provider, frozenset({Need.SIGN_IN}), "")


@provider_sign_in.get("/account/allow/<need>")
def allow(need: str) -> Response:
    """Lead a signed-in person to the provider, to allow what is needed now."""
    if need not in (Need.CONTACTS, Need.DRAFTS):
        raise NotFound("page_unknown")
    if need == Need.DRAFTS and not wiring().mailboxes.drafts_allowed(actor()):
        raise NotAllowed("bulk_drafts_off")
    return _lead(_provider_of_actor(request.args.get("at", "")), wiring().needs_of(Need(need)), actor().id)


@provider_sign_in.get("/sign-in/<provider>/back")
def back(provider: str) -> Response:
    """Take the answer: sign the person in, and keep what he allowed."""
    identity = _identity(provider)
    if ANSWERED_FOR_ALL in request.args and "code" not in request.args:
        return make_response(render_template("sign_in_agreed.html", given=not request.args.get("error")))
    asked = kept(provider, request.args.get("state", ""))
    code = request.args.get("code", "")
    if request.args.get("error") or not code:
        return _answered("sign_in_said_no.html", asked, why=_why_not())
    with guessing((SIGN_IN_FROM, here())):
        account = _account(identity, asked, code)
        _require_same(asked, account)
        person_id, workspace_id = _taken_in(account)
    lacking = asked.question.needs - account.granted - {Need.SIGN_IN, Need.OTHER_CONTACTS}
    if lacking:
        response = _answered("sign_in_partly.html", asked, need=min(lacking))
    else:
        response = redirect(local(asked.next) or url_for("home.page"))
        forget(response)
    if asked.person_id != person_id:
        start_session(response, workspace_id, person_id)
    return response


def _account(identity: Identity, asked: Asked, code: str) -> Account:
    """Return who answered; a provider that is away is no mailbox to the person yet."""
    try:
        return identity.account(asked.question, code, wiring().clock())
    except MailboxBusy as error:
        raise MailboxBusy("sign_in_waits", wait_seconds=error.values.get("wait_seconds")) from error


def _lead(provider: str, needs: frozenset[Need], person_id: str) -> Response:
    identity = _identity(provider)
    hint, claims = (actor().address, _challenge()) if person_id else ("", "")
    question = new_question(provider, needs, hint, claims)
    response = redirect(identity.ask(question))
    keep(response, Asked(provider, question, local(request.args.get("next", "")), person_id))
    return response


def _why_not() -> str:
    """Return the text for why there is no answer: who said no, if anybody did."""
    if NEEDS_ADMINISTRATOR.search(request.args.get("error_description", "")):
        return "said_no.by_administrator"
    return "said_no.by_you" if request.args.get("error") == SAID_NO else "said_no.no_answer"


def _challenge() -> str:
    """Return what the provider wants to know before the person's account is connected again."""
    with wiring().look_of(signed_in().workspace_id) as desk:
        known = desk.stores.connections.of(actor().id)
    return known.challenge if known is not None else ""


def _taken_in(account: Account) -> tuple[str, str]:
    """Find or add the person, keep what he allowed, and return his id and his company's."""
    person, workspace = let_in(account)
    with wiring().desk_of(workspace.id) as desk:
        connect(desk, person, account)
    return person.id, workspace.id


def _require_same(asked: Asked, account: Account) -> None:
    """Refuse another account than the person's who asked: his contacts are not those of this one."""
    if not asked.person_id:
        return
    if signed_in().person_id != asked.person_id:
        raise NotAllowed("sign_in_lost")
    with wiring().look_of(signed_in().workspace_id) as desk:
        bound = desk.stores.people.by_subject(account.provider, account.subject)
    if bound is None or bound.id != asked.person_id:
        raise NotAllowed("account_not_yours", address=account.address)


def _answered(page: str, asked: Asked, **values: object) -> Response:
    needs = asked.question.needs - {Need.SIGN_IN, Need.OTHER_CONTACTS}
    need = min(needs) if needs else ""
    on = local(asked.next)
    again = (
        url_for("provider_sign_in.allow", need=need, at=asked.provider, next=on or None)
        if need
        else url_for("provider_sign_in.ask", provider=asked.provider, next=on or None)
    )
    said = {"need": need, "again": again, "next": on, "provider": asked.provider, **values}
    response = make_response(render_template(page, **said))
    forget(response)
    return response


def _identity(provider: str) -> Identity:
    found = wiring().identities.get(provider)
    if found is None:
        raise NotFound("page_unknown")
    return found


def _provider_of_actor(asked_for: str) -> str:
    """Return whose account is meant: the one asked for, the one that is connected, or the first to sign in by.

    Raises NotFound for who signs in without.
    """
    with wiring().look_of(signed_in().workspace_id) as desk:
        known = [one for one in mail_first(desk, actor().id) if one in wiring().identities]
    if not known:
        raise NotFound("page_unknown")
    return asked_for if asked_for in known else known[0]
