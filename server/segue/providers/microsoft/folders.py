"""The folders of an address book: the default one, and all that somebody made in it, however deep.

Source: learn.microsoft.com/graph/api/user-list-contactfolders, and /contactfolder-list-childfolders.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from segue.departure.errors import MailboxRefused
from segue.providers.microsoft.calls import Calls, list_in, text_in

MOST_FOLDERS = 500
"""More than that is nobody's address book."""
NEXT = "@odata.nextLink"
_FIELDS = {"$select": "id,displayName", "$top": "100"}


@dataclass(frozen=True)
class Folder:
    """One folder; ``key`` is "-" for the default one, which has no ``name`` that says anything."""

    key: str = "-"
    name: str = ""

    def at(self, root: str, what: str = "contacts") -> str:
        """Return where its contacts are, or its ``childFolders``."""
        if self.key == "-":
            return f"{root}/me/{what}"
        return f"{root}/me/contactFolders/{quote(self.key, safe='=')}/{what}"


def folders_of(calls: Calls, root: str) -> list[Folder]:
    """Return the default folder and all others, each before the folders in it; raises what the calls raise."""
    found, to_look_in = [Folder()], [f"{root}/me/contactFolders"]
    while to_look_in and len(found) < MOST_FOLDERS:
        for one in _listed(calls, root, to_look_in.pop()):
            folder = Folder(text_in(one, "id"), text_in(one, "displayName"))
            if folder.key and folder.key not in {other.key for other in found}:
                found.append(folder)
                to_look_in.append(folder.at(root, "childFolders"))  # only asking tells whether there are any
    return found


def _listed(calls: Calls, root: str, address: str) -> Iterator[dict[str, object]]:
    answer = calls.run("GET", address, _FIELDS)
    while True:
        yield from (one for one in list_in(answer) if isinstance(one, dict))
        link = link_in(answer, root)
        if not link:
            return
        answer = calls.run("GET", link)


def link_in(answer: dict[str, object], root: str) -> str:
    """Return where the next page is, "" after the last one; raises MailboxRefused where it leads elsewhere."""
    link = text_in(answer, NEXT)
    if link and not is_own(link, root):
        raise MailboxRefused(provider="microsoft", status=200)
    return link


def is_own(link: str, root: str) -> bool:
    """Say whether an address is Graph's, of an address book; a token goes along with it."""
    return link.startswith(f"{root}/me/contact") and link.isascii() and " " not in link
