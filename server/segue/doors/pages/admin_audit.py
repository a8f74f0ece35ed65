"""The administrator: the audit, newest first, whether its chain holds, and as a file to keep (A3)."""

from collections.abc import Iterator

from flask import Blueprint, Response, render_template, request

from segue.departure.audit import Entry
from segue.departure.errors import NotFound
from segue.desk.audit_export import as_csv, as_json
from segue.desk.audit_view import PAGE_ENTRIES, chain_break, newest_entries, seen_entries
from segue.desk.desk import Desk
from segue.doors.language import listed, say
from segue.doors.pages.shell import page_number
from segue.doors.wiring import actor, reading, wiring

audit_pages = Blueprint("audit", __name__)
KINDS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}

SPOKEN = {
    "chosen": ("policy.",),
    "changed": ("policy.",),
    "declined": ("audit.declined_", "consent.kept_"),
    "into": ("policy.",),
    "kind": ("audit.kind_",),
    "outcome": ("calls.outcome_",),
    "remedy": ("remedy.",),
    "said": ("drafting.said_",),
    "status": ("status.",),
    "undone": ("audit.verb_",),
    "unsure": ("attest.short_",),
    "why": ("audit.why_",),
}
"""Details whose values are choices, to the beginnings of their texts' keys; the first that there is a text for."""


@audit_pages.get("/admin/audit")
def page() -> str:
    """Show a page of entries; with ``verify``, say whether the chain holds."""
    number, wanted = page_number(), request.args.get("departure", "")
    with reading() as desk:
        shown = newest_entries(desk, actor(), wanted, (number - 1) * PAGE_ENTRIES)
        verified = request.args.get("verify") == "yes"
        return render_template(
            "admin_audit.html",
            entries=shown.entries,
            hidden=shown.hidden,
            names=_names(desk),
            said=_said,
            details=_details,
            wanted=wanted,
            page=number,
            pages=-(-shown.count // PAGE_ENTRIES),
            verified=verified,
            broken=chain_break(desk) if verified else None,
        )


@audit_pages.get("/admin/audit/export.<shape>")
def export(shape: str) -> Response:
    """Return the entries that this administrator may see as a file, oldest first."""
    if shape not in KINDS:
        raise NotFound("page_unknown")
    with reading() as desk:
        entries = seen_entries(desk, actor(), request.args.get("departure", ""))
        made = _file(desk, entries, shape)
    response = Response(made, content_type=KINDS[shape])
    response.headers["Content-Disposition"] = f'attachment; filename="segue-audit.{shape}"'
    return response


def _file(desk: Desk, entries: Iterator[Entry], shape: str) -> str:
    workspace, between = desk.stores.workspace.id, ",\n"
    if shape == "json":
        return f"[\n{between.join(as_json(workspace, entries))}\n]\n"
    return "".join(as_csv(workspace, entries))


def _said(verb: str) -> str:
    """Return what was done in the reader's language; what has no words yet stays as the audit names it."""
    return _text("audit.verb_", verb)


def _details(entry: Entry, names: dict[str, str]) -> list[tuple[str, str]]:
    """Return what an entry says beside who and what, as (name, value) in the reader's language."""
    return [(_text("audit.detail_", name), _value(name, value, names)) for name, value in entry.details.items()]


def _value(name: str, value: str, names: dict[str, str]) -> str:
    if name in SPOKEN:
        return listed([_text(*SPOKEN[name], one) for one in value.split()])
    return names.get(value, value)


def _text(*beginnings_and_word: str) -> str:
    """Return the text of a word under the first key that there is one for; else the word as the audit has it."""
    *beginnings, word = beginnings_and_word
    found = (key for key in (f"{beginning}{word}" for beginning in beginnings) if wiring().texts.has(key))
    return next((say(key) for key in found), word)


def _names(desk: Desk) -> dict[str, str]:
    return desk.stores.people.names()
