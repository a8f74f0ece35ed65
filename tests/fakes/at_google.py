"""The office as a Google Workspace: settings that lead to the Google of a test, and people who sign in there."""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

from fakes.google.world import World
from fakes.kept import database_url
from fakes.office import Office, Visitor
from segue.config import Settings, load_settings
from segue.departure.people import Person

BASE = "https://segue.norwell.example"
SERVICE = "service-1234@gcp-sa-gsuiteaddons.iam.gserviceaccount.com"


def settings_at(world: World, office: Office, **more: Any) -> Settings:
    """Return the settings of an installation whose people sign in with this Google."""
    at = world.addresses
    told = {
        "database_url": database_url(office.folder),
        "google_client_id": world.client.id,
        "google_client_secret": world.client.secret,
        "google_accounts": at.accounts,
        "google_tokens": at.tokens,
        "google_certificates": at.certs,
        "google_people": at.people_root,
        "google_gmail": at.gmail_root,
        "google_addon_service_account": SERVICE,
        "google_bulk_drafts": True,
    }
    return load_settings({}, data_dir=office.folder, base_url=BASE, **{**told, **more})


def at_google(office: Office, world: World, **more: Any) -> Office:
    """Move an office whose doors were not opened yet to this Google."""
    world.client.redirect_uris.add(f"{BASE}/sign-in/google/back")
    with office.desk() as desk:
        desk.stores.settings.save(replace(desk.stores.workspace, google_domains=("norwell.example",)))
    office.settings = settings_at(world, office, **more)
    return office


class AtGoogle(Visitor):
    """A browser over https whose person signs in with Google."""

    def __init__(self, office: Office, world: World) -> None:
        super().__init__(office.app, None)
        self.world = world

    def open(self, address: str, **more: Any) -> Any:
        """Open a page of the installation's own address."""
        return self.browser.get(address, base_url=BASE, buffered=True, **more)

    def follow(self, address: str) -> Any:
        """Follow a link that leads to Google and back; returns the answer at the end."""
        led = self.open(address)
        assert led.status_code == 302, led.text
        back = urlsplit(self.world.visit(led.location))
        return self.open(f"{back.path}?{back.query}")

    def hand_in(self, address: str, page: str = "", **fields: Any) -> Any:
        """Fill in and hand in a form of a page, the one at the same address where none is named."""
        token = self.open(page or address).text.partition('name="csrf_token" value="')[2].partition('"')[0]
        headers = {"Referer": BASE}
        return self.browser.post(
            address, base_url=BASE, buffered=True, headers=headers, data={"csrf_token": token, **fields}
        )


def enter(office: Office, world: World, person: Person) -> AtGoogle:
    """Let a person sign in with Google, by an account that is made for it where there is none."""
    if person.address not in world.accounts:
        world.account(person.address, hd="norwell.example")
    world.will_grant(person.address)
    visitor = AtGoogle(office, world)
    came = visitor.follow("/sign-in/google")
    assert came.status_code == 302, came.text
    return visitor


def query_of(address: str) -> dict[str, str]:
    """Return what an address carries."""
    return {name: one for name, (one, *_) in parse_qs(urlsplit(address).query).items()}
