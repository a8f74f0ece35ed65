"""The steps of the client list, each a page, in the order in which they are taken."""

from dataclasses import dataclass

from flask import current_app, request, url_for

from segue.doors.language import say

PAGES = ("contacts", "clients", "companies", "check", "salutations", "accounts")


@dataclass(frozen=True)
class ListStep:
    """One step: its name, its page, and whether it is this one."""

    label: str
    url: str
    is_here: bool


def steps(departure_id: str) -> list[ListStep]:
    """Return the steps of a departure's client list."""
    there = [name for name in PAGES if f"{name}.page" in current_app.view_functions]
    here = (request.endpoint or "").partition(".")[0]
    return [
        ListStep(say(f"list_step.{name}"), url_for(f"{name}.page", departure_id=departure_id), name == here)
        for name in there
    ]
