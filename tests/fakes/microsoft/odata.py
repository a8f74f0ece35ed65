"""Queries as Graph takes them, as far as they are played; everything else is refused with 400.

- https://learn.microsoft.com/en-us/graph/query-parameters
- https://learn.microsoft.com/en-us/graph/paging (links to further pages are opaque)
- https://learn.microsoft.com/en-us/graph/api/singlevaluelegacyextendedproperty-get
"""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from fakes.provider.wire import Refusal

from . import errors

if TYPE_CHECKING:
    from .calls import Call

TEXT = r"'((?:[^']|'')*)'"
FILTER = re.compile(rf"singleValueExtendedProperties/[Aa]ny\(ep:\s?ep/id eq {TEXT} and ep/value eq {TEXT}\)")
EXPAND = re.compile(rf"singleValueExtendedProperties\(\$filter=id eq {TEXT}\)")
PAGE, MOST = 10, 1000


def wrong(message: str, code: str = "BadRequest") -> Refusal:
    """Return the refusal of a wrong query, to be raised."""
    return Refusal(errors.bad_request(message, code))


def selected(call: "Call", items: Iterable[dict[str, Any]], known: Collection[str], kind: str) -> list[dict[str, Any]]:
    """Return what ``$select`` asks for of each item; id and tag come always."""
    asked = call.request.get("$select")
    if not asked:
        return list(items)
    names = ("@odata.etag", *dict.fromkeys(["id", *asked.split(",")]))
    if unknown := set(names[1:]) - {"id", *known}:
        raise wrong(f"Could not find a property named '{min(unknown)}' on type 'microsoft.graph.{kind}'.")
    return [{name: one[name] for name in names if name in one} for one in items]


def page(call: "Call", everything: Sequence[Any]) -> tuple[list[Any], dict[str, Any]]:
    """Return one page, and what goes round it: the count where it is asked for, and the link to the next page."""
    top, token, start = _top(call), call.request.get("$skiptoken"), 0
    asked = (call.account.email, call.request.path, call.request.query.get("$select"), call.request.query.get("$top"))
    if token:
        start = call.world.page_tokens.start(token, asked) or 0
        if not start:
            raise wrong("Skip token is null or invalid.", "BadRequest")
    more: dict[str, Any] = {}
    if call.request.get("$count") == "true":
        more["@odata.count"] = len(everything)
    if start + top < len(everything):
        more["@odata.nextLink"] = _link(call, call.world.page_tokens.new(start + top, asked))
    return list(everything[start : start + top]), more


def _top(call: "Call") -> int:
    asked = call.request.get("$top", str(PAGE))
    if not asked.isdecimal() or int(asked) < 1:
        raise wrong(f"Invalid value '{asked}' for $top query option found.")
    if int(asked) > MOST:
        raise wrong(f"The limit of '{MOST}' for Top query has been exceeded. The value from the incoming request is "
                    f"'{asked}'.", "ErrorInvalidUrlQuery")  # fmt: skip
    return int(asked)


def _link(call: "Call", token: str) -> str:
    query = {name: values[-1] for name, values in call.request.query.items()}
    told = urlencode({**query, "$skiptoken": token}, safe="$,", quote_via=quote)
    return f"{call.root}{call.request.path}?{told}"


def property_filter(call: "Call") -> tuple[str, str] | None:
    """Return the name and value of the property that is looked for, None where nothing is."""
    asked = call.request.get("$filter")
    if not asked:
        return None
    found = FILTER.fullmatch(asked)
    if not found:
        raise wrong(f"This Microsoft does not play the filter {asked}", "ErrorInvalidUrlQueryFilter")
    return _read(found[1]), _read(found[2])


def expanded_property(call: "Call") -> str:
    """Return the name of the property that is to be shown, or ""."""
    asked = call.request.get("$expand")
    found = EXPAND.fullmatch(asked)
    if asked and not found:
        raise wrong(f"This Microsoft does not play the expansion {asked}")
    return _read(found[1]) if found else ""


def _read(text: str) -> str:
    return text.replace("''", "'")
