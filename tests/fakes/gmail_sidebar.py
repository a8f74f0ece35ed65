"""Gmail with the sidebar, as this server meets it: tokens, events, a message being written, cards on cards.

::

    sidebar = Sidebar(with_sidebar(office), office.leaver)
    sidebar.write(Window(to=["tom@brightwater.co.uk.example"]))
    sidebar.press("Insert the letter for Tom Stainsby")
"""

import base64
import hashlib
import hmac
import html
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from fakes.card_schemas import cards_in, parts_of, require_valid, texts_of
from fakes.office import Office
from segue.departure.errors import NotAllowed
from segue.departure.people import Person
from segue.desk.ports import Account
from segue.doors.cards.scopes import COMPOSING, IDENTITY, RECIPIENTS
from segue.doors.wiring import EXTENSION

BASE = "https://segue.norwell.example"
SERVICE, CLIENT = "add-on@project.iam.example", "client-of-the-add-on"
DOMAIN = "norwell.example"
EXECUTE = "https://www.googleapis.com/auth/gmail.addons.execute"
ALL = (EXECUTE, IDENTITY, RECIPIENTS, COMPOSING)
KEY = b"a key of the tests"
HOUR = timedelta(hours=1)


def token(key: bytes = KEY, **claims: Any) -> str:
    """Return a token that says something, signed."""
    body = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode()
    return f"{body}.{hmac.new(key, body.encode(), hashlib.sha256).hexdigest()}"


class SignedTokens:
    """Implements ``AddonTokens`` over a key of the tests: the claims are checked as Google's are."""

    def who(self, system_token: str, user_token: str, endpoint: str, now: datetime) -> Account:
        """Return whose tokens these are."""
        system, user = self._claims(system_token, now), self._claims(user_token, now)
        if (system.get("aud"), system.get("email")) != (endpoint, SERVICE) or not system.get("email_verified"):
            raise NotAllowed("token_refused")
        if user.get("aud") != CLIENT or not user.get("email_verified"):
            raise NotAllowed("token_refused")
        return Account("google", user["sub"], user.get("hd", ""), user["email"], user.get("name", ""))

    def _claims(self, given: str, now: datetime) -> dict[str, Any]:
        body, _, signature = given.partition(".")
        expected = hmac.new(KEY, body.encode(), hashlib.sha256).hexdigest()
        if not hmac.compare_digest(signature.encode(), expected.encode()):
            raise NotAllowed("token_refused")
        claims = dict(json.loads(base64.urlsafe_b64decode(body)))
        if claims.get("exp", 0) <= now.timestamp():
            raise NotAllowed("token_refused")
        return claims


def with_sidebar(office: Office) -> Office:
    """Let an office have the sidebar, and its people a Google account each."""
    parts = replace(office.app.extensions[EXTENSION], addon=SignedTokens(), base_url=BASE)
    office.app.extensions[EXTENSION] = parts
    with office.desk() as desk:
        desk.stores.settings.save(replace(desk.stores.workspace, google_domains=(DOMAIN,)))
    return office


@dataclass
class Window:
    """A message being written. Gmail replaces recipients and subject, and puts text where the markup says."""

    to: list[str] = field(default_factory=list)
    cc: list[str] = field(default_factory=list)
    subject: str = ""
    typed: str = ""
    signature: str = '<div class="gmail_signature">Mara Lindqvist</div>'
    body: str = ""

    def __post_init__(self) -> None:
        """Begin with what was typed above the signature."""
        self.body = self.body or f"{self.typed}{self.signature}"

    def metadata(self) -> dict[str, Any]:
        """Return what Gmail tells of it: whom it goes to, never what it says."""
        return {"toRecipients": self.to, "ccRecipients": self.cc, "bccRecipients": []}

    def apply(self, markup: dict[str, Any]) -> None:
        """Do what an answer says."""
        if "updateToRecipients" in markup:
            self.to = [one["email"] for one in markup["updateToRecipients"]["toRecipients"]]
        if "updateCcRecipients" in markup:
            self.cc = [one["email"] for one in markup["updateCcRecipients"]["ccRecipients"]]
        if "updateSubject" in markup:
            self.subject = markup["updateSubject"]["subject"]
        for content in markup["updateBody"]["insertContents"]:
            raw = content["content"]
            text = raw if content["contentType"] == "MUTABLE_HTML" else html.escape(raw).replace("\n", "<br>")
            at_start = markup["updateBody"]["type"] == "INSERT_AT_START"
            self.body = text + self.body if at_start else self.body + text


class Sidebar:
    """Somebody's sidebar. Every answer is held against the schemas, whatever a test is about."""

    def __init__(self, office: Office, who: Person, locale: str = "en", scopes: tuple[str, ...] | None = ALL) -> None:
        self.office, self.who, self.locale, self.scopes = office, who, locale, scopes
        self.browser = office.app.test_client()
        self.cards: list[dict[str, Any]] = []
        self.window: Window | None = None
        self.notice = self.opened = ""
        self.tells_on_clicks = True
        """Whether Gmail names the recipients with every click too: the documentation promises it for the opening."""

    def home(self) -> dict[str, Any]:
        """Open the sidebar."""
        return self.trigger("home")

    def write(self, window: Window) -> dict[str, Any]:
        """Open the card beside a message."""
        self.window = window
        return self.trigger("compose")

    def trigger(self, name: str) -> dict[str, Any]:
        """Let Google call when something opens; returns the answer."""
        self.cards = []
        return self._take("trigger" if name != "settings" else "click", self.post(name, self.event(name)))

    def press(self, text: str, again: bool = False, **typed: str) -> dict[str, Any]:
        """Press a button, or a line of the list; ``again`` delivers the click twice, and the last answer counts."""
        clicked = self.clickable(text)
        assert clicked is not None, f"no “{text}” among {self.words()}"
        if "openLink" in clicked:
            self.opened = clicked["openLink"]["url"]
            return {}
        action = clicked.get("action") or clicked["openDynamicLinkAction"]
        assert action["function"] == f"{BASE}/addon/google/act"
        parameters = {one["key"]: one["value"] for one in action["parameters"]}
        said = self.event("act", parameters, typed)
        if again:
            self.post("act", said)
        return self._take("click", self.post("act", said))

    def act(self, do: str, **parameters: str) -> dict[str, Any]:
        """Let a click of any kind come in, whether a card offers it or not."""
        return self._take("click", self.post("act", self.event("act", {"do": do, **parameters})))

    def post(self, path: str, said: Any) -> Any:
        """Post an event as it is; returns the response."""
        return self.browser.post(f"/addon/google/{path}", json=said)

    def event(self, path: str, parameters: dict[str, str] | None = None, typed: dict[str, str] | None = None) -> Any:
        """Return an event as Google sends it."""
        common = {"userLocale": self.locale, "hostApp": "GMAIL", "platform": "WEB", "parameters": parameters or {}}
        common["formInputs"] = {name: {"stringInputs": {"value": [one]}} for name, one in (typed or {}).items()}
        allowed: dict[str, Any] = self.tokens(path)
        if self.scopes is not None:
            allowed["authorizedScopes"] = list(self.scopes)
        said: dict[str, Any] = {"commonEventObject": common, "authorizationEventObject": allowed}
        if self.window and (path == "compose" or self.tells_on_clicks):
            said["gmail"] = self.window.metadata()
        return said

    def tokens(self, path: str, **changes: Any) -> dict[str, str]:
        """Return the two tokens for one of our addresses."""
        until = (self.office.now + HOUR).astimezone(UTC).timestamp()
        system = {"aud": f"{BASE}/addon/google/{path}", "email": SERVICE, "email_verified": True, "exp": until}
        own = {"sub": f"sub-{self.who.id}", "email": self.who.address, "hd": DOMAIN, "name": self.who.name}
        user = {"aud": CLIENT, "email_verified": True, "exp": until, **own}
        return {"systemIdToken": token(**system), "userIdToken": token(**{**user, **changes})}

    def words(self) -> list[str]:
        """Return every text of the card that is seen."""
        return texts_of(self.cards[-1]) if self.cards else []

    def says(self, text: str) -> bool:
        """Say whether a text stands on the card that is seen."""
        return any(text in one for one in self.words())

    def clickable(self, text: str) -> dict[str, Any] | None:
        """Return what a click on a text does, None where nothing is called so."""
        return next((does for name, does in self._clickables() if name == text), None)

    def _clickables(self) -> Iterator[tuple[str, dict[str, Any]]]:
        for part in parts_of(self.cards[-1] if self.cards else {}):
            if "onClick" in part:
                yield html.unescape(part.get("text") or part.get("actionLabel", "")), part["onClick"]
            if "onChangeAction" in part:
                yield part["name"], {"action": part["onChangeAction"]}

    def _take(self, kind: str, response: Any) -> dict[str, Any]:
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json
        require_valid(kind, answer)
        shown = answer.get("renderActions") or answer
        for step in shown.get("action", {}).get("navigations", []):
            self._go(step)
        self.notice = shown.get("action", {}).get("notification", {}).get("text", "")
        self.opened = shown.get("action", {}).get("link", {}).get("url", "")
        if "hostAppAction" in shown:
            assert self.window is not None, "there is no message to fill in"
            self.window.apply(shown["hostAppAction"]["gmailAction"]["updateDraftActionMarkup"])
        return answer

    def _go(self, step: dict[str, Any]) -> None:
        if "pushCard" in step:
            self.cards.append(step["pushCard"])
        elif "updateCard" in step:
            self.cards[-1:] = [step["updateCard"]]
        elif "popToRoot" in step:
            del self.cards[1:]
        else:
            self.cards.pop()


def first_card(answer: dict[str, Any]) -> dict[str, Any]:
    """Return an answer's first card."""
    return cards_in(answer)[0]
