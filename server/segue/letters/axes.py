"""What a letter may branch on: every axis, its values, and which of them go together."""

from dataclasses import dataclass

from segue.departure.kind import DepartureKind
from segue.departure.people import Gender
from segue.departure.register import Register
from segue.departure.terms import Reason, SenderMode
from segue.letters.facts import UpdateKind

LONGEST_YEARS = 60
GENDERS = tuple(gender.value for gender in Gender)
CHANNELS = ("email", "phone", "both")
REASONS = tuple(reason.value for reason in Reason)
FIXED: dict[str, tuple[str, ...]] = {
    "mode": tuple(mode.value for mode in SenderMode),
    "kind": tuple(kind.value for kind in DepartureKind),
    "register": tuple(register.value for register in Register),
    "wording": ("a", "b"),
    "writer": GENDERS,
    "leaver": GENDERS,
    "client": GENDERS,
    "contact": GENDERS,
    "bridge": GENDERS,
    "point": ("successor", "interim", "manager", "team", "self", "several"),
    "count": ("two", "many"),
    "channels": CHANNELS,
    "bridge_channels": CHANNELS,
    "role": ("no", "yes"),
    "patronymic": ("no", "yes"),
    "named": ("titled_full", "titled_family", "full", "given", "family", "whole", "company"),
    "reason": REASONS,
    "given_reason": ("none", *REASONS),
    "update": tuple(kind.value for kind in UpdateKind),
    "reached": ("as_before", "anew"),
    "bridged": ("no", "yes"),
}
"""The axes that every language has.

``leaver`` is the gender of who leaves where the manager writes; ``point`` is what the contact
point is: "self" where the writing manager is it, "several" where there is one per topic, then counted by
``count``; ``given_reason`` is ``reason`` with "none"; ``update`` is why a second letter is written, and ``reached``
whether it names new channels of the same contact; ``bridged`` says that an interim colleague covers the days before.
"""
IMPOSSIBLE: tuple[dict[str, tuple[str, ...]], ...] = (
    {"mode": ("hand_over",), "kind": FIXED["kind"][1:]},  # it tells no kind: the first stands for all
    {"mode": ("leaver",), "kind": tuple(kind.value for kind in DepartureKind if kind.is_over)},  # he writes no more
    {"mode": ("leaver", "hand_over"), "point": ("self",)},
    {"mode": ("manager",), "point": ("manager",)},  # that is "self"
    {"update": ("successor_known",), "point": ("interim",)},
    {"mode": ("hand_over",), "bridged": ("yes",)},
    {"point": ("self",), "role": ("yes",)},  # his title stands in his signature, once
    {"mode": ("leaver", "hand_over"), "leaver": ("f", "m")},
    {"kind": ("retiring", "changing_role", "changed_role"), "given_reason": REASONS},  # the kind says why
)
"""Combinations that no letter has, so that no pack needs to word them."""
SPELLED_OUT = ("reason", "given_reason")
"""Axes along which no sentence stands for two values unless it names them: a new reason has to be worded."""


@dataclass(frozen=True)
class Gap:
    """A placeholder of a clause.

    It exists where ``axis`` has one of ``values``; always, without an axis.
    ``values`` left empty mean every plural category, so not "none" and not "1". Where the gap exists
    and is ``must``, the sentence has to say it, so that no fact is lost silently.
    """

    name: str
    axis: str = ""
    values: tuple[str, ...] = ()
    must: bool = True

    def exists(self, value: str) -> bool:
        """Say whether the gap can be filled where its axis has a value."""
        return value in self.values if self.values else value not in ("none", "1")


@dataclass(frozen=True)
class ClauseSpec:
    """One clause: its axes, its gaps, the modes in which it is said, and axis values with which it is absent."""

    axes: tuple[str, ...]
    gaps: tuple[Gap, ...] = ()
    modes: tuple[str, ...] = FIXED["mode"]
    absent: tuple[tuple[str, str], ...] = ()


def axes_of(forms: tuple[str, ...], plurals: dict[int, str]) -> dict[str, tuple[str, ...]]:
    """Return every axis of a pack with its values; forms of address and plural categories are the language's own."""
    years = ("none", "1", *dict.fromkeys(plurals.values()))
    return {**FIXED, "form": forms, "years": years, "here": years[1:]}  # "here" is absent where nothing is known
