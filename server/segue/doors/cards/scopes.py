"""Where Google calls the sidebar, and what a person has to allow for it; the deployment file says the same.

What Google's own texts for these say is in ``deploy/google-consent.md``.
"""

PREFIX = "/addon/google"
PATHS = tuple(f"{PREFIX}/{name}" for name in ("home", "compose", "settings", "act"))
HOME_PATH, COMPOSE_PATH, SETTINGS_PATH, ACT_PATH = PATHS

_SCOPE = "https://www.googleapis.com/auth/"
RUN = f"{_SCOPE}gmail.addons.execute"
IDENTITY = f"{_SCOPE}userinfo.email"
LOCALE = f"{_SCOPE}script.locale"
RECIPIENTS = f"{_SCOPE}gmail.addons.current.message.metadata"
COMPOSING = f"{_SCOPE}gmail.addons.current.action.compose"
"""Google's text for it says "send" too; no narrower one fills in a message."""

ALL = (RUN, IDENTITY, LOCALE, RECIPIENTS, COMPOSING)
TO_LOOK = frozenset({IDENTITY})
TO_WRITE = frozenset({IDENTITY, RECIPIENTS, COMPOSING})
