"""The company's policy: an editor that shows what a change would do before it is saved, and every version."""

import hashlib
import json
from datetime import date

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from segue.departure.errors import SegueError
from segue.departure.policy import Policy
from segue.departure.policy_difference import Difference, differences, spelled
from segue.desk.access import as_administrator
from segue.desk.desk import Desk
from segue.desk.policy import Preview, change_policy, policy_preview
from segue.desk.policy_check import fit_policy, mistakes_in
from segue.doors.admin_forms import PolicyForm
from segue.doors.forms import FormErrors, read_form
from segue.doors.language import day, listed, say
from segue.doors.pages.shell import errors_of, notice, version_seen, with_status
from segue.doors.wiring import actor, reading, writing

policy_pages = Blueprint("policy", __name__)

SPOKEN = {
    "modes": "policy.mode_",
    "reasons": "reason.",
    "registers": "register.",
    "standing_mode": "policy.mode_",
    "standing_reasons": "reason.",
    "standing_facts": "successor_fact.",
}
"""Fields whose values are choices, to the beginning of their texts' keys."""


@policy_pages.get("/admin/policy")
def page() -> str:
    """Show the policy to edit."""
    with reading() as desk:
        as_administrator(actor())
        return _show(desk)


@policy_pages.post("/admin/policy")
def save() -> Response | str | tuple[str, int]:
    """Show what a change would do; keep it only when it is the very one that was shown."""
    as_administrator(actor())
    version = version_seen()
    try:
        form = read_form(PolicyForm, request.form)
        policy = form.policy()
        with reading() as desk:
            if mistakes := [*mistakes_in(desk, policy), *form.mistakes()]:
                raise FormErrors(mistakes)
            fit = fit_policy(desk, policy)
            if request.form.get("do") != "save" or request.form.get("previewed") != _print_of(fit):
                return _show(desk, fit, policy_preview(desk, actor(), policy))
        with writing() as desk:
            kept = change_policy(desk, actor(), policy, version)
    except SegueError as error:
        with reading() as desk:
            return with_status(_show(desk, error=error), error)
    notice("policy.saved", version=kept.version)
    return redirect(url_for("policy.versions"))


@policy_pages.get("/admin/policy/versions")
def versions() -> str:
    """List every version with what it changed, the newest first."""
    with reading() as desk:
        as_administrator(actor())
        kept = desk.stores.policies.all()
        before = [policy for policy, _, _ in kept[1:]] + [Policy()]
        names = _names(desk)
        rows = [
            (policy, at, names.get(person_id, ""), _said(desk, differences(older, policy)))
            for (policy, at, person_id), older in zip(kept, before, strict=False)
        ]
        return render_template("policy_versions.html", rows=rows)


def _show(
    desk: Desk, fit: Policy | None = None, preview: Preview | None = None, error: SegueError | None = None
) -> str:
    people = [person for person in desk.stores.people.all() if person.active]
    return render_template(
        "policy.html",
        policy=desk.policy,
        people=people,
        preview=preview,
        effects=[(desk.stores.people.get(one.departure.leaver_id), one) for one in preview.effects] if preview else [],
        changes=_said(desk, differences(desk.policy, fit)) if fit else [],
        previewed=_print_of(fit) if fit else "",
        errors=errors_of(error) if error else [],
    )


def _print_of(policy: Policy) -> str:
    """Return a mark of what was shown, so that nothing else is saved in its place."""
    return hashlib.sha256(json.dumps(spelled(policy)).encode()).hexdigest()


def _said(desk: Desk, changes: list[Difference]) -> list[tuple[str, str, str]]:
    """Return differences as (field, taken away, added) in the reader's language."""
    names = _names(desk)
    return [
        (
            say(f"policy.{change.field}"),
            listed([_value(change.field, value, names) for value in change.removed]),
            listed([_value(change.field, value, names) for value in change.added]),
        )
        for change in changes
    ]


def _value(field: str, value: str, names: dict[str, str]) -> str:
    if field in SPOKEN:
        return say(f"{SPOKEN[field]}{value}")
    if field == "standing_approver":
        return names.get(value, value)
    if field == "holidays":
        return day(date.fromisoformat(value))
    return say(f"policy.{value}") if value in ("yes", "no") else value


def _names(desk: Desk) -> dict[str, str]:
    return desk.stores.people.names()
