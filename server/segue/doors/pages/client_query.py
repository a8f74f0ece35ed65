"""What the address of the client list asks for, and whom a form of that page means."""

from dataclasses import dataclass, replace

from flask import request

from segue.clients.company_name import company_key
from segue.departure.errors import InputError
from segue.desk.ports import ClientFilter
from segue.desk.selection import Selection

LISTS = {"offered": (None, False), "chosen": (True, None), "tray": (False, True)}
NO_COMPANY = "-"
"""In an address: the people of no company. No company's key is so."""
LONGEST = 200


@dataclass(frozen=True)
class Asked:
    """A list and what narrows it; each field is "" where it does not."""

    list: str = "offered"
    q: str = ""
    label: str = ""
    company: str = ""
    locale: str = ""
    asks: str = ""
    gone: str = ""

    @property
    def args(self) -> dict[str, str]:
        """Return what stands in the address."""
        return {name: value for name, value in vars(self).items() if value}

    @property
    def is_narrowed(self) -> bool:
        """Say whether anything but the list was asked for."""
        return self != Asked(self.list)

    @property
    def filter(self) -> ClientFilter:
        """Return which clients are meant."""
        chosen, in_tray = LISTS[self.list]
        return ClientFilter(
            query=self.q,
            label=self.label,
            chosen=chosen,
            in_tray=in_tray,
            locale=self.locale,
            asks=True if self.asks else None,
            gone=True if self.gone else None,
            firms=_firms(self.company),
        )


def asked() -> Asked:
    """Return what the address of this request asks for; an unknown list is the first."""
    given = {name: request.args.get(name, "").strip()[:LONGEST] for name in vars(Asked())}
    return Asked(**{**given, "list": given["list"] if given["list"] in LISTS else "offered"})


def meant(client_id: str = "") -> tuple[Selection, int | None]:
    """Return whom a button means, with the number that was shown of them: one row, all who match, or the ticked.

    Raises InputError ``nothing_ticked``.
    """
    if client_id:
        return [client_id], None
    if request.form.get("scope") == "all":
        return asked().filter, request.form.get("seen", type=int)
    ticked = request.form.getlist("client")
    if not ticked:
        raise InputError("nothing_ticked", field="client")
    return ticked, None


def all_choosable(chosen: bool) -> tuple[Selection, int | None]:
    """Return everybody whom the address narrows the list to and who is not chosen yet, or who is.

    Raises InputError ``choose_by_what`` where nothing narrows it: nobody is chosen by a slip of the hand (C3).
    """
    if not asked().is_narrowed:
        raise InputError("choose_by_what", field="label")
    return replace(asked().filter, chosen=not chosen), request.form.get("choosable", type=int)


def _firms(company: str) -> tuple[str, ...]:
    """Return the key of a company by its key or its name, however that is written."""
    if not company:
        return ()
    return ("",) if company == NO_COMPANY else (company_key(company) or company.casefold(),)
