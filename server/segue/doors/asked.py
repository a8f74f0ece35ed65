"""A sign-in on its way to a provider and back: what the browser keeps meanwhile, signed, for ten minutes.

The answer counts only in the browser that asked (``state``), for the question that was asked (``nonce``, ``verifier``).
"""

import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from flask import request, url_for
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.wrappers import Response

from segue.departure.errors import NotAllowed
from segue.desk.ports import Need, Question
from segue.doors.cookies import drop_cookie, host_cookie, set_cookie
from segue.doors.wiring import wiring

LIVES = timedelta(minutes=10)


@dataclass(frozen=True)
class Asked:
    """What was asked of whom; ``person_id`` is who was signed in, "" for nobody; ``next`` where the person goes on."""

    provider: str
    question: Question
    next: str
    person_id: str = ""


def cookie_name() -> str:
    """Return the cookie's name."""
    return host_cookie("segue_asked")


def new_question(provider: str, needs: frozenset[Need], hint: str = "", claims: str = "") -> Question:
    """Return a fresh question, to be answered at this installation's own address."""
    back = url_for("provider_sign_in.back", provider=provider)
    redirect = (wiring().base_url or request.host_url).rstrip("/") + back
    state, nonce, verifier = (secrets.token_urlsafe(length) for length in (24, 24, 48))
    return Question(redirect, state, nonce, verifier, needs, hint, claims)


def keep(response: Response, asked: Asked) -> None:
    """Give a question to the browser."""
    until = (wiring().clock() + LIVES).isoformat()
    said = {**asdict(asked.question), "needs": sorted(asked.question.needs)}
    body = {"provider": asked.provider, "question": said, "next": asked.next, "person": asked.person_id, "until": until}
    set_cookie(response, cookie_name(), _serializer().dumps(body))


def kept(provider: str, state: str) -> Asked:
    """Return what this browser asked; raises NotAllowed when it asked nothing, something else, or too long ago."""
    try:
        body = _serializer().loads(request.cookies.get(cookie_name(), ""))
        until = datetime.fromisoformat(body["until"])
        needs = frozenset(Need(one) for one in body["question"].pop("needs"))
        asked = Asked(body["provider"], Question(**body["question"], needs=needs), body["next"], body["person"])
    except (BadData, KeyError, TypeError, ValueError) as error:
        raise NotAllowed("sign_in_lost") from error
    fits = asked.provider == provider and secrets.compare_digest(asked.question.state.encode(), state.encode())
    if not fits or wiring().clock() > until:
        raise NotAllowed("sign_in_lost")
    return asked


def forget(response: Response) -> None:
    """Take the question back from the browser: an answer counts once."""
    drop_cookie(response, cookie_name())


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(wiring().key, salt="segue sign-in")
