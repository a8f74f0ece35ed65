"""Graph's contacts and their folders.

- https://learn.microsoft.com/en-us/graph/api/user-list-contacts (the default folder only)
- https://learn.microsoft.com/en-us/graph/api/user-list-contactfolders (those in the default folder)
- https://learn.microsoft.com/en-us/graph/api/contactfolder-list-childfolders
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from fakes.provider.wire import Refusal

from . import errors, odata
from .accounts import Folder
from .persons import Contact, contact

if TYPE_CHECKING:
    from .calls import Call

FOLDER = ("id", "displayName", "parentFolderId")
FIELDS = frozenset({*contact(), "parentFolderId"})


def in_default_folder(call: "Call") -> dict[str, Any]:
    """List the contacts of the default folder."""
    return _listed(call, call.account.book, f"{call.context}/contacts")


def in_folder(call: "Call") -> dict[str, Any]:
    """List the contacts of a folder."""
    found = _found(call)
    return _listed(call, found, f"{call.context}/contactFolders('{found.id}')/contacts")


def _listed(call: "Call", folder: Folder, context: str) -> dict[str, Any]:
    shown, more = odata.page(call, folder.contacts)
    chosen = odata.selected(call, (_shown(one, folder) for one in shown), FIELDS, "contact")
    return {"@odata.context": f"{context}{_chosen(call)}", "value": chosen, **more}


def _shown(one: Contact, folder: Folder) -> dict[str, Any]:
    return {"@odata.etag": f'W/"{one["changeKey"]}"', **one, "parentFolderId": folder.id}


def _chosen(call: "Call") -> str:
    asked = call.request.get("$select")
    return f"({asked})" if asked else ""


def folders(call: "Call") -> dict[str, Any]:
    """List the folders in the default folder, or in another one."""
    parent = _found(call) if call.values else call.account.book
    shown, more = odata.page(call, _told(parent.folders, parent))
    chosen = odata.selected(call, shown, FOLDER, "contactFolder")
    return {"@odata.context": f"{call.context}/contactFolders", "value": chosen, **more}


def folder(call: "Call") -> dict[str, Any]:
    """Show one folder."""
    found, book = _found(call), call.account.book
    parent = next((one for one in book.walked() if found in one.folders), book)
    (told,) = odata.selected(call, _told([found], parent), FOLDER, "contactFolder")
    return {"@odata.context": f"{call.context}/contactFolders/$entity", **told}


def _told(found: Sequence[Folder], parent: Folder) -> list[dict[str, Any]]:
    return [{"id": one.id, "displayName": one.name, "parentFolderId": parent.id} for one in found]


def _found(call: "Call") -> Folder:
    try:
        return call.account.folder(call.values["folder"])
    except KeyError as gone:
        raise Refusal(errors.not_found()) from gone
