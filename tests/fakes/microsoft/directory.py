"""Who there is: tenants and their accounts, what they consented to, and what they do at the sign-in page."""

from collections.abc import Sequence
from datetime import datetime

from .aadsts import Trouble
from .accounts import Account, Folder
from .apps import App, Tenant, tenant_id
from .consent import Decision
from .mailbox import Mailbox
from .persons import Contact, Crowd

MULTI_FACTOR = '{"access_token":{"polids":{"essential":true,"values":["9ab03e19-ed42-4168-b6b7-7001fb3e933a"]}}}'


class Directory:
    """The tenants of one world; ``app`` is registered in the first, harbour.example."""

    def __init__(self) -> None:
        self.tenants: dict[str, Tenant] = {}
        self.app = App(self.tenant("harbour.example").id)
        self.accounts: dict[str, Account] = {}
        self.consents: dict[tuple[str, str], set[str]] = {}
        self.challenges: dict[str, Trouble] = {}
        self.decision: Decision | None = None

    def now(self) -> datetime:
        """Return the present moment."""
        raise NotImplementedError

    def tenant(self, domain: str) -> Tenant:
        """Return the tenant of a domain, made where there is none."""
        return self.tenants.setdefault(tenant_id(domain), Tenant(domain))

    def account(
        self,
        email: str,
        contacts: Sequence[Contact] | int = (),
        folders: Sequence[Folder] = (),
        guest_in: str = "",
        name: str = "",
    ) -> Account:
        """Make an account; a number makes as many contacts. The first account consents until told otherwise."""
        book = Folder("Contacts", Crowd(contacts) if isinstance(contacts, int) else contacts, folders)
        name = name or email.partition("@")[0].title()
        made = Account(email, name, Mailbox(self.now), book)
        made.guest_in = {self.tenant(guest_in).id} if guest_in else set()
        self.tenant(email.partition("@")[2])
        self.accounts[email] = made
        self.decision = self.decision or Decision(email)
        return made

    # What the person at the sign-in page and the administrator do

    def will_grant(self, email: str) -> None:
        """Let this account sign in and consent from now on."""
        self.decision = Decision(email)

    def will_decline(self) -> None:
        """Let the person cancel from now on."""
        self.decision = Decision("")

    def will_need_administrator(self, email: str) -> None:
        """Let Entra ask for an administrator from now on, for whatever was not consented to."""
        self.decision = Decision(email, administrator=True)

    def will_ask(self) -> None:
        """Show a page, for somebody at a browser."""
        self.decision = None

    def consent(self, email: str, *scopes: str, tid: str = "") -> None:
        """Note that an account consented, as it may have years ago; tokens for Graph carry all of it."""
        self.consents.setdefault((email, tid or self.accounts[email].tid), set()).update(scopes)

    def administrator_grants(self, domain: str, *scopes: str) -> None:
        """Note that an administrator consented for everybody."""
        self.tenant(domain).granted |= set(scopes)

    def consented(self, email: str, tid: str) -> frozenset[str]:
        """Return what tokens of an account carry in a tenant."""
        return frozenset(self.consents.get((email, tid), set()) | self.tenants[tid].granted)

    def wants_more(self, email: str, wanted: str = MULTI_FACTOR, number: int = 50076, error: str = "") -> None:
        """Let Entra refuse an account's tokens until it signs in with these claims asked for."""
        self.challenges[email] = Trouble(number, error, wanted)
