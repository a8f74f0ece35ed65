"""Partial answers: the ``fields`` parameter (https://developers.google.com/workspace/gmail/api/guides/performance)."""

import re
from typing import Any

Mask = dict[str, "Mask"]


def trim(value: Any, fields: str) -> Any:
    """Return what ``fields`` asks for, as in ``connections(names/displayName,etag),nextPageToken``; ValueError else."""
    return _kept(value, _parsed(fields)) if fields else value


def _parsed(fields: str) -> Mask:
    tokens = re.findall(r"[\w*]+|[(),/]", fields)
    if "".join(tokens) != fields:
        raise ValueError(fields)
    mask = _many(tokens)
    if tokens:
        raise ValueError(fields)
    return mask


def _many(tokens: list[str]) -> Mask:
    mask: Mask = {}
    while True:
        _one(tokens, mask)
        if tokens[:1] != [","]:
            return mask
        tokens.pop(0)


def _one(tokens: list[str], mask: Mask) -> None:
    if not tokens or tokens[0] in "(),/":
        raise ValueError(tokens)
    inner = mask.setdefault(tokens.pop(0), {})
    if tokens[:1] == ["/"]:
        tokens.pop(0)
        _one(tokens, inner)
    elif tokens[:1] == ["("]:
        tokens.pop(0)
        inner.update(_many(tokens))
        if not tokens or tokens.pop(0) != ")":
            raise ValueError(tokens)


def _kept(value: Any, mask: Mask) -> Any:
    if not mask or not isinstance(value, dict | list):
        return value
    if isinstance(value, list):
        return [_kept(one, mask) for one in value]
    inner = {name: mask.get(name, mask.get("*")) for name in value}
    return {name: _kept(value[name], found) for name, found in inner.items() if found is not None}
