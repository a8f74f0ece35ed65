"""Every clause of a letter: what it may branch on, its gaps, and when it is said. One table for all packs.

Declared here once, so that every language covers the same combinations. A pack that needs no
difference leaves the axis unnamed; a language that needs one has it without a change in Python.
"""

from segue.letters.axes import ClauseSpec, Gap

LEAVER = ("leaver",)
ANNOUNCED = ("leaver", "manager")
TONE = ("register", "form", "wording")
LEAVERS_NAME = Gap("leaver_name", "mode", ("manager",))
LEAVERS_NAME_IF_WANTED = Gap("leaver_name", "mode", ("manager",), must=False)
NAMED_POINTS = ("successor", "interim", "manager", "team")
CONTACT_NAME = Gap("contact_name", "point", NAMED_POINTS)
CONTACT_NAME_IF_WANTED = Gap("contact_name", "point", NAMED_POINTS, must=False)
CLIENT_NAME = (
    Gap("client_name", "named", ("titled_full", "titled_family", "full", "given", "family", "whole"), must=False),
    Gap("client_given", "named", ("titled_full", "full", "given"), must=False),
    Gap("client_family", "named", ("titled_full", "titled_family", "full", "family"), must=False),
    Gap("client_title", "named", ("titled_full", "titled_family"), must=False),
    Gap("client_given_patronymic", "patronymic", ("yes",), must=False),
    Gap("client_company", "named", ("company",), must=False),  # Russian greets partners and names no company
)
REACH = Gap("contact_reach")
TWO_CONTACTS = tuple(
    Gap(f"{which}_{part}", "count", ("two",)) for which in ("first", "second") for part in ("topic", "name", "reach")
)


def _channels(prefix: str, axis: str) -> tuple[Gap, ...]:
    return Gap(f"{prefix}_email", axis, ("email", "both")), Gap(f"{prefix}_phone", axis, ("phone", "both"))


SAID_IN_LETTERS: dict[str, ClauseSpec] = {
    "salutation": ClauseSpec((*TONE, "client", "named", "patronymic"), CLIENT_NAME),
    "news": ClauseSpec(("mode", "kind", *TONE, "writer", "leaver", "point"), (Gap("company"), LEAVERS_NAME)),
    "last_day": ClauseSpec(
        ("mode", "kind", *TONE, "writer", "leaver"), (Gap("last_day"), LEAVERS_NAME_IF_WANTED), ANNOUNCED
    ),
    "contact": ClauseSpec(
        ("mode", *TONE, "point", "contact", "role"),
        (CONTACT_NAME, Gap("contact_day"), Gap("contact_title", "role", ("yes",))),
        absent=(("point", "several"),),
    ),
    "contacts": ClauseSpec(("mode", *TONE, "count"), (Gap("contact_day"), *TWO_CONTACTS)),
    "about": ClauseSpec(
        ("mode", *TONE, "contact", "here"), (Gap("contact_name", must=False), Gap("contact_years", "here", ()))
    ),
    "channels": ClauseSpec(
        ("mode", *TONE, "channels", "contact", "point"),
        (CONTACT_NAME_IF_WANTED, *_channels("contact", "channels")),
        absent=(("point", "several"),),
    ),
    "bridge": ClauseSpec(
        ("mode", *TONE, "bridge_channels", "bridge"),
        (Gap("bridge_name"), *_channels("bridge", "bridge_channels")),
        ANNOUNCED,
    ),
    "reassurance": ClauseSpec(("mode", *TONE, "point"), (CONTACT_NAME_IF_WANTED,)),
    "transition": ClauseSpec(
        ("mode", *TONE, "point", "contact", "leaver"),
        (CONTACT_NAME_IF_WANTED, LEAVERS_NAME_IF_WANTED),
        ANNOUNCED,
        absent=(("point", "self"),),
    ),
    "thanks": ClauseSpec(
        ("mode", *TONE, "writer", "client", "leaver", "years"),
        (Gap("years", "years", ()), LEAVERS_NAME_IF_WANTED),
        ANNOUNCED,
    ),
    "note": ClauseSpec((), (Gap("note"),)),
    "reason": ClauseSpec((*TONE, "writer", "reason"), (), LEAVER),
    "hope_to_meet": ClauseSpec((*TONE, "writer"), (), LEAVER),
    "personal_contact": ClauseSpec((*TONE, "writer"), (Gap("personal_contact"), Gap("personal_end")), LEAVER),
    "wishes": ClauseSpec(("mode", "kind", *TONE, "client"), (), ANNOUNCED),
    "address_ends": ClauseSpec(
        ("mode", "kind", *TONE, "leaver"),
        (Gap("last_day", "kind", ("leaving", "retiring")), LEAVERS_NAME_IF_WANTED),
        ANNOUNCED,
    ),
    "whom_to_ask": ClauseSpec(("mode", *TONE, "point", "contact"), (CONTACT_NAME_IF_WANTED,)),
    "closing": ClauseSpec(("mode", *TONE, "writer")),
}
"""``transition`` is absent where the leaver has gone already, ``contacts`` where there is one contact point."""

SAID_IN_REPLIES: dict[str, ClauseSpec] = {
    "reply_where": ClauseSpec(("mode", "kind", *TONE, "given_reason", "leaver"), (LEAVERS_NAME_IF_WANTED,), ANNOUNCED),
    "reply_private": ClauseSpec(
        ("mode", *TONE, "point", "leaver"), (CONTACT_NAME_IF_WANTED, LEAVERS_NAME_IF_WANTED), ANNOUNCED
    ),
    "reply_wrong": ClauseSpec(("mode", "kind", *TONE, "leaver"), (LEAVERS_NAME_IF_WANTED,)),
    "reply_who": ClauseSpec(
        ("mode", *TONE, "channels", "point", "contact"),
        (CONTACT_NAME, *_channels("contact", "channels")),
        absent=(("point", "several"),),
    ),
    "reply_who_by_topic": ClauseSpec(("mode", *TONE, "count"), TWO_CONTACTS),
}
"""Approved answers for when clients write back (H9), in the order in which they are asked.

``reply_who_by_topic`` answers the same question as ``reply_who`` where there is one contact point per topic.
"""

SAID_AFTER_A_CALL: dict[str, ClauseSpec] = {"as_discussed": ClauseSpec(("mode", *TONE, "writer", "client"))}
"""The first sentence of a letter to somebody who was phoned before (H8); the rest of the letter is the same."""

SAID_IN_UPDATES: dict[str, ClauseSpec] = {
    "update_opening": ClauseSpec(
        ("mode", "update", *TONE, "client", "point"),
        (Gap("company", must=False), LEAVERS_NAME_IF_WANTED),
    ),
    "update_last_day": ClauseSpec(
        ("mode", "kind", *TONE, "writer", "leaver"), (Gap("last_day"), LEAVERS_NAME_IF_WANTED), ANNOUNCED
    ),
    "update_contact": ClauseSpec(
        ("mode", *TONE, "point", "contact", "reached"), (CONTACT_NAME, REACH), absent=(("point", "several"),)
    ),
}
"""What only a second letter says (L3). A contact who is new, or comes on another day, is told as in the first."""
UPDATE_LAYOUT = (
    ("update_opening", "update_last_day"),
    ("contact", "channels", "contacts", "update_contact", "bridge"),
    ("reassurance",),
)
"""The paragraphs of a second letter between salutation and closing, in every mode and language."""

IN_HIS_MAILBOX = ("leaver", "hand_over")
SAID_AUTOMATICALLY: dict[str, ClauseSpec] = {
    "auto_opening": ClauseSpec(("mode", "kind", "point"), (Gap("company"),), IN_HIS_MAILBOX),
    "auto_ends": ClauseSpec(("mode", "kind"), (Gap("last_day"),), LEAVER, absent=(("kind", "changing_role"),)),
    "auto_contact": ClauseSpec(
        ("mode", "point", "bridged"),
        (CONTACT_NAME, REACH, Gap("contact_day", "bridged", ("yes",))),
        IN_HIS_MAILBOX,
        absent=(("point", "several"),),
    ),
    "auto_contacts": ClauseSpec(
        ("mode", "count", "bridged"), (*TWO_CONTACTS, Gap("contact_day", "bridged", ("yes",))), IN_HIS_MAILBOX
    ),
}
"""The automatic reply for after the last day (H9): by whoever leaves, to anybody, so without register and form."""

CLAUSES = {**SAID_IN_LETTERS, **SAID_AFTER_A_CALL, **SAID_IN_UPDATES, **SAID_IN_REPLIES, **SAID_AUTOMATICALLY}
QUESTION_OF = {"reply_who_by_topic": "reply_who"}
"""The question of an answer that is not called as its question."""
LISTING = ("contacts", "reply_who_by_topic", "auto_contacts")
"""Sentences below which three and more contact points stand as a list."""
DAYS = ("last_day", "contact_day", "personal_end")
FRAME = ("salutation", "closing")
OPENING = "as_discussed"
"""What comes before everything else, with and without a pack's own layout."""
