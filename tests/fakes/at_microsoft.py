"""The office as a Microsoft tenant: settings that lead to the Microsoft of a test, and people who sign in there."""

from dataclasses import replace
from typing import Any

from fakes.at_google import BASE, AtGoogle
from fakes.kept import database_url
from fakes.microsoft.world import World
from fakes.office import Office
from segue.config import Settings, load_settings
from segue.departure.people import Person

DOMAIN = "norwell.example"


def settings_at(world: World, office: Office, **more: Any) -> Settings:
    """Return the settings of an installation whose people sign in with this Microsoft."""
    told = {
        "database_url": database_url(office.folder),
        "microsoft_client_id": world.app.id,
        "microsoft_client_secret": world.app.secret,
        "microsoft_login": world.addresses.login,
        "microsoft_graph": world.addresses.graph,
        "microsoft_bulk_drafts": True,
    }
    return load_settings({}, data_dir=office.folder, base_url=BASE, **{**told, **more})


def at_microsoft(office: Office, world: World, **more: Any) -> Office:
    """Move an office whose doors were not opened yet to this Microsoft."""
    world.app.redirect_uris.add(f"{BASE}/sign-in/microsoft/back")
    world.app.multi_tenant = True
    with office.desk() as desk:
        tenants = (world.tenant(DOMAIN).id,)
        desk.stores.settings.save(replace(desk.stores.workspace, microsoft_tenants=tenants))
    office.settings = settings_at(world, office, **more)
    return office


class AtMicrosoft(AtGoogle):
    """The same browser, whose person signs in with Microsoft."""

    def __init__(self, office: Office, world: World) -> None:
        super().__init__(office, world)  # type: ignore[arg-type]  # it visits, and no more

    def call(self, address: str, token: str, **more: Any) -> Any:
        """Call the API as the Outlook pane does: with Microsoft's token and without a cookie."""
        headers = {"Authorization": f"Bearer {token}"}
        return self.browser.open(address, base_url=BASE, buffered=True, headers=headers, **more)


def enter(office: Office, world: World, person: Person) -> AtMicrosoft:
    """Let a person sign in with Microsoft, by an account that is made for it where there is none."""
    if person.address not in world.accounts:
        world.account(person.address, name=person.name)
    world.will_grant(person.address)
    visitor = AtMicrosoft(office, world)
    came = visitor.follow("/sign-in/microsoft")
    assert came.status_code == 302, came.text
    return visitor
