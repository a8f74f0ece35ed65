"""The form that sets facts of many clients at once: what it offers, what was said, what came of it."""

from flask import request

from segue.departure.departure import Departure
from segue.departure.offer import registers_offered
from segue.desk.bulk import AS_FOR_ALL, FACTS, BulkDone
from segue.desk.desk import Desk
from segue.doors.language import language_name, say
from segue.doors.pages.shell import notice

Option = tuple[str, str]
Field = tuple[str, str, list[Option]]
"""A fact by its name, what it is called, and what there is to choose from."""


def offered(desk: Desk, departure: Departure) -> list[Field]:
    """Return what can be set; nothing is asked where there is one choice alone."""
    usual = say("client.register_default", register=say(f"register.{departure.register}"))
    registers = registers_offered(None, desk.policy)
    tones = [] if registers.only else [(one, say(f"register.{one}")) for one in registers.open]
    people = [(point.id, point.name) for point in departure.contact_points]
    key, normal = say("bulk.importance_key"), say("bulk.importance_normal")
    given = [("yes", say("bulk.yes")), ("no", say("bulk.no"))] if departure.reason else []
    fields: list[Field] = [
        ("locale", say("client.language"), [(one, language_name(one)) for one in sorted(desk.packs)]),
        ("register", say("client.register"), [(AS_FOR_ALL, usual), *tones] if tones else []),
        ("contact_point_id", say("bulk.contact"), [(AS_FOR_ALL, say("bulk.everybodys_contacts")), *people]),
        ("importance", say("bulk.importance"), [("key", key), ("normal", normal)]),
        ("give_reason", say("client.give_reason"), [(AS_FOR_ALL, say("client.give_reason_default")), *given]),
    ]
    needless = {"contact_point_id": len(people) < 2, "give_reason": not given}
    return [field for field in fields if field[2] and not needless.get(field[0])]


def facts_given() -> dict[str, str]:
    """Return what a form says of each fact."""
    return {name: request.form.get(name, "") for name in FACTS}


def say_what_was_set(done: BulkDone) -> None:
    """Say on the next page what changed, and what follows from it."""
    notice("clients.done_set", count=done.changed)
    for what in ("told", "to_confirm", "waiting", "withdrawn"):
        if number := getattr(done, what):
            notice(f"clients.done_{what}", count=number)
