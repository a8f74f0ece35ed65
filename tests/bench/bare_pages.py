"""The very pages that reading an address book fetches, one after the other, and their JSON: the least that it needs."""

import json
import os
from collections.abc import Callable
from typing import Any

GROUPS = "nextPageToken,contactGroups(resourceName,groupType,name,formattedName)"
Fetch = Callable[..., dict[str, Any]]


def google_pages() -> Callable[[], None]:
    """Fetch Google's: the labels, then a thousand people at a time."""
    from segue.providers.google.people import FIELDS, PARTS

    page, root = _fetch(), os.environ["SEGUE_GOOGLE_PEOPLE"]

    def work() -> None:
        page(root + "/v1/contactGroups", pageSize=1000, fields=GROUPS)
        asked = {"personFields": FIELDS, "fields": f"nextPageToken,totalItems,totalPeople,connections({PARTS})"}
        people, token = root + "/v1/people/me/connections", None
        while token or token is None:
            more = {"pageToken": token} if token else {}
            token = page(people, pageSize=1000, **more, **asked).get("nextPageToken", "")

    return work


def microsoft_pages() -> Callable[[], None]:
    """Fetch Microsoft's: the folders, then a thousand people at a time, by its own links."""
    from segue.providers.microsoft.people import FIELDS

    page, root = _fetch(), os.environ["SEGUE_MICROSOFT_GRAPH"] + "/v1.0/me"

    def work() -> None:
        page(root + "/contactFolders", **{"$select": "id,displayName", "$top": 100})
        answer = page(root + "/contacts", **{"$select": FIELDS, "$top": 1000, "$count": "true"})
        while "@odata.nextLink" in answer:
            answer = page(answer["@odata.nextLink"])

    return work


def _fetch() -> Fetch:
    import requests

    session = requests.Session()
    session.trust_env, session.headers["Authorization"] = False, f"Bearer {os.environ['BENCH_ACCESS']}"

    def page(address: str, **asked: Any) -> dict[str, Any]:
        answer = session.get(address, params=asked, timeout=30)
        answer.raise_for_status()
        found: dict[str, Any] = json.loads(answer.content)
        return found

    return page
