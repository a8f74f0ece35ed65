"""Whose accounts `segue admin add` lets in, looked at before anything is written (A1)."""

import re
from collections.abc import Iterable

from segue.departure.errors import BrokenSetup
from segue.departure.people import Workspace
from segue.desk.accounts import Allowed

DOMAIN = re.compile(r"(?!-)[\w-]{1,63}(\.[\w-]{1,63})+")
TENANT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def require_well_formed(allowed: Allowed) -> None:
    """Raise BrokenSetup for what no provider could ever say, such as a tenant's name in place of its id."""
    for option, given, form, like in (
        ("--domain", allowed.domains, DOMAIN, "company.example"),
        ("--google-domain", allowed.google, DOMAIN, "company.example"),
        ("--microsoft-tenant", allowed.microsoft, TENANT, "an id such as 22222222-bbbb-4bbb-8bbb-222222222222"),
    ):
        for one in given:
            if not form.fullmatch(one.strip().casefold()):
                raise BrokenSetup(detail=f"{option}: {one!r} is none; it looks like {like}")


def require_free_organisations(workspaces: Iterable[Workspace], company: str, allowed: Allowed) -> None:
    """Raise BrokenSetup for an organisation at a provider that is another company's: its people would land there."""
    for other in workspaces:
        taken = {*other.google_domains, *other.microsoft_tenants}
        wanted = {one.strip().casefold() for one in (*allowed.google, *allowed.microsoft)}
        if other.company != company and taken & wanted:
            both = ", ".join(sorted(taken & wanted))
            raise BrokenSetup(detail=f"{both} belongs to {other.company} already; an organisation has one company")
