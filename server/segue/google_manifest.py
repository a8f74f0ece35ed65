"""The deployment file of the Gmail sidebar: a Google Workspace add-on over HTTP, for an address (A5).

Fields: ``projects.deployments`` of the Google Workspace add-ons API (developers.google.com/workspace/add-ons).
"""

import json
from typing import Any

from segue.browser_policies import backend_address
from segue.departure.errors import InputError
from segue.doors.cards import scopes

NAME = "Segue"
LOGO = "/static/logo.png"
GMAIL = "https://mail.google.com/mail/"
"""Where a new message is begun: besides our own pages, the only place that a card opens."""


def deployment_file(base_url: str) -> str:
    """Return ``deployment.json``; raises InputError ``base_address_unfit``, also for an address without https."""
    return json.dumps(_deployment(_https(base_url)), indent=2) + "\n"


def _deployment(base: str) -> dict[str, Any]:
    """Return the add-on: what it asks for, and nothing that speaks of what it is for (P7)."""
    logo = base + LOGO
    compose = {"label": NAME, "runFunction": base + scopes.COMPOSE_PATH, "logoUrl": logo}
    common = {
        "name": NAME,
        "logoUrl": logo,
        "useLocaleFromApp": True,
        "homepageTrigger": {"enabled": True, "runFunction": base + scopes.HOME_PATH},
        "universalActions": [
            {"label": "Settings", "runFunction": base + scopes.SETTINGS_PATH},
            {"label": f"Open {NAME}", "openLink": f"{base}/"},
        ],
        "openLinkUrlPrefixes": [f"{base}/", GMAIL],
    }
    return {
        "oauthScopes": list(scopes.ALL),
        "addOns": {
            "common": common,
            "gmail": {"composeTrigger": {"actions": [compose], "draftAccess": "METADATA"}},
            # Both tokens come inside the event; a third copy in a header would only end up in some proxy's log.
            "httpOptions": {"authorizationHeader": "NONE", "granularOauthPermissionSupport": "OPT_IN"},
        },
    }


def _https(base_url: str) -> str:
    base = backend_address(base_url)
    if not base.startswith("https://"):
        raise InputError("base_address_unfit", field="base_url", address=base_url[:80])
    return base
