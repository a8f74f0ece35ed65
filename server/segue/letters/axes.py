"""What each clause of a letter may branch on, and which gaps it may fill: one table for all packs.

Declared here once, so that every language covers the same combinations. A pack that needs no
difference leaves the axis unnamed; a language that needs one has it without a change in Python.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from babel import Locale

from segue.departure.contact_point import ContactKind
from segue.departure.people import Gender
from segue.departure.register import Register
from segue.departure.terms import Reason, SenderMode

LONGEST_YEARS = 60
GENDERS = tuple(gender.value for gender in Gender)
CHANNELS = ("email", "phone", "both")
FIXED: dict[str, tuple[str, ...]] = {
    "mode": tuple(mode.value for mode in SenderMode),
    "register": tuple(register.value for register in Register),
    "writer": GENDERS,
    "client": GENDERS,
    "contact": GENDERS,
    "bridge": GENDERS,
    "kind": tuple(kind.value for kind in ContactKind),
    "channels": CHANNELS,
    "bridge_channels": CHANNELS,
    "role": ("no", "yes"),
    "named": ("titled_full", "titled_family", "full", "given", "family", "whole", "company"),
    "reason": tuple(reason.value for reason in Reason),
}


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

    def exists(self, cell: dict[str, str]) -> bool:
        """Say whether the gap can be filled in one combination of axis values."""
        if not self.axis:
            return True
        return cell[self.axis] in self.values if self.values else cell[self.axis] not in ("none", "1")


@dataclass(frozen=True)
class ClauseSpec:
    """One clause: its axes, its gaps, and the modes in which it is said."""

    axes: tuple[str, ...]
    gaps: tuple[Gap, ...] = ()
    modes: tuple[str, ...] = FIXED["mode"]


def _channels(prefix: str, axis: str) -> tuple[Gap, ...]:
    return Gap(f"{prefix}_email", axis, ("email", "both")), Gap(f"{prefix}_phone", axis, ("phone", "both"))


LEAVER = ("leaver",)
TONE = ("register", "form")
CLIENT_NAME = (
    Gap("client_name", "named", ("titled_full", "titled_family", "full", "given", "family", "whole"), must=False),
    Gap("client_given", "named", ("titled_full", "full", "given"), must=False),
    Gap("client_family", "named", ("titled_full", "titled_family", "full", "family"), must=False),
    Gap("client_title", "named", ("titled_full", "titled_family"), must=False),
    Gap("client_company", "named", ("company",)),
)
CLAUSES: dict[str, ClauseSpec] = {
    "salutation": ClauseSpec((*TONE, "client", "named"), CLIENT_NAME),
    "news": ClauseSpec(("mode", *TONE, "writer", "kind"), (Gap("company"),)),
    "last_day": ClauseSpec((*TONE, "writer"), (Gap("last_day"),), LEAVER),
    "contact": ClauseSpec(
        ("mode", *TONE, "kind", "contact", "role"),
        (Gap("contact_name"), Gap("contact_day"), Gap("contact_title", "role", ("yes",))),
    ),
    "about": ClauseSpec(
        ("mode", *TONE, "contact", "here"), (Gap("contact_name", must=False), Gap("contact_years", "here", ()))
    ),
    "channels": ClauseSpec(
        ("mode", *TONE, "channels", "contact"), (Gap("contact_name", must=False), *_channels("contact", "channels"))
    ),
    "bridge": ClauseSpec(
        (*TONE, "bridge_channels", "bridge"), (Gap("bridge_name"), *_channels("bridge", "bridge_channels")), LEAVER
    ),
    "reassurance": ClauseSpec(("mode", *TONE, "kind"), (Gap("contact_name", must=False),)),
    "transition": ClauseSpec((*TONE, "kind", "contact"), (Gap("contact_name", must=False),), LEAVER),
    "thanks": ClauseSpec((*TONE, "writer", "client", "years"), (Gap("years", "years", ()),), LEAVER),
    "note": ClauseSpec((), (Gap("note"),)),
    "reason": ClauseSpec((*TONE, "writer", "reason"), (), LEAVER),
    "hope_to_meet": ClauseSpec((*TONE, "writer"), (), LEAVER),
    "wishes": ClauseSpec((*TONE, "client"), (), LEAVER),
    "address_ends": ClauseSpec(TONE, (Gap("last_day"),), LEAVER),
    "whom_to_ask": ClauseSpec(("mode", *TONE, "kind", "contact"), (Gap("contact_name", must=False),)),
    "closing": ClauseSpec(("mode", *TONE, "writer")),
}
DAYS = ("last_day", "contact_day")
FRAME = ("salutation", "closing")


@lru_cache(maxsize=1024)
def plural_category(count: int, locale: str) -> str:
    """Return the plural category (one, few, many, other) of a count in a language."""
    rule: Callable[[int], str] = Locale.parse(locale, sep="-").plural_form
    return rule(count)


def year_values(locale: str) -> tuple[str, ...]:
    """Return the values of the axes of years: none, 1, and the locale's plural categories from 2 years on."""
    return ("none", "1", *dict.fromkeys(plural_category(years, locale) for years in range(2, LONGEST_YEARS + 1)))


def axis_values(axis: str, locale: str, forms: tuple[str, ...]) -> tuple[str, ...]:
    """Return every value of an axis in a pack; forms of address and plural categories are the language's own."""
    if axis == "form":
        return forms
    if axis == "here":  # the clause is absent where nothing is known
        return year_values(locale)[1:]
    return year_values(locale) if axis == "years" else FIXED[axis]


def cells(spec: ClauseSpec, locale: str, forms: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """Yield every combination of a clause's axis values that its modes allow."""
    for values in product(*(axis_values(axis, locale, forms) for axis in spec.axes)):
        cell = dict(zip(spec.axes, values, strict=True))
        if cell.get("mode", spec.modes[0]) in spec.modes:
            yield cell
