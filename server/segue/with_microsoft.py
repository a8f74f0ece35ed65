"""What Microsoft brings to an installation whose settings name a registration there: sign-in, mailboxes, the pane."""

from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from segue.config import PREFIX, Settings
from segue.departure.errors import BrokenSetup
from segue.desk.ports import ContactSource, DraftBox, Need
from segue.providers.account_calls import Token
from segue.providers.gate import SHORT, GatedSession, Seen, gated_session, unseen
from segue.providers.microsoft.addresses import KEYS, MicrosoftAddresses
from segue.providers.microsoft.calls import Calls
from segue.providers.microsoft.claims import TenantIssuers
from segue.providers.microsoft.contacts import MicrosoftContacts
from segue.providers.microsoft.drafts import MicrosoftDrafts, pace_of_graph
from segue.providers.microsoft.entra import EntraClient, Registration
from segue.providers.microsoft.identity import MicrosoftIdentity
from segue.providers.microsoft.pane_tokens import PaneTokens
from segue.providers.pace import Pace
from segue.providers.signed_tokens import SignedTokens


@dataclass(frozen=True)
class Microsoft:
    """Microsoft as this installation uses it; ``book`` and ``mail`` reach its contacts and its drafts, nothing else."""

    addresses: MicrosoftAddresses
    identity: MicrosoftIdentity
    book: GatedSession
    mail: GatedSession
    pace: Pace
    pane_tokens: PaneTokens | None
    bulk_drafts: bool

    def contacts(self, token: Token) -> ContactSource:
        """Return the address book that a token opens."""
        return MicrosoftContacts(Calls(self.book, token, Need.CONTACTS), self.addresses.root)

    def drafts(self, token: Token, mailbox: str) -> DraftBox:
        """Return the Drafts folder that a token opens; ``mailbox`` is by what it is paced."""
        return MicrosoftDrafts(Calls(self.mail, token, Need.DRAFTS), self.addresses.root, mailbox, self.pace)


def microsoft_of(settings: Settings, seen: Seen = unseen) -> Microsoft | None:
    """Return Microsoft as the settings want it, None where they name no registration; raises BrokenSetup.

    ``seen`` is told of each call.
    """
    if not settings.microsoft_client_id:
        return None
    at = MicrosoftAddresses(settings.microsoft_authority, settings.microsoft_graph, settings.microsoft_login)
    if urlsplit(at.authority).scheme != "https" or not urlsplit(at.authority).path.strip("/"):
        raise BrokenSetup(detail=f"{PREFIX}MICROSOFT_AUTHORITY: an https address that ends in a tenant")
    session = partial(gated_session, patience=SHORT, seen=seen)
    signed = SignedTokens(session(at.key_rules()), at.of_authority(KEYS), TenantIssuers(at.cloud))
    return Microsoft(
        addresses=at,
        identity=MicrosoftIdentity(EntraClient(session(at.token_rules()), at), registration_of(settings), signed),
        book=session(at.contact_rules()),
        mail=session(at.mail_rules()),
        pace=pace_of_graph(),
        pane_tokens=_pane_tokens(settings, signed),
        bulk_drafts=settings.microsoft_bulk_drafts,
    )


def registration_of(settings: Settings) -> Registration:
    """Return this installation's registration; raises BrokenSetup for a certificate that is none."""
    secret, certificate = settings.microsoft_client_secret, settings.microsoft_certificate
    made = Registration(settings.microsoft_client_id, secret.get_secret_value(), certificate.get_secret_value())
    made.credential()
    return made


def pane_scope(settings: Settings) -> str:
    """Return the whole name of what the Outlook pane asks for, "" where it has no sign-in of its own."""
    if not settings.microsoft_client_id or not settings.microsoft_api_scope:
        return ""
    own = f"api://{urlsplit(settings.base_url).netloc}/{settings.microsoft_client_id}"
    return f"{(settings.microsoft_api_uri or own).rstrip('/')}/{settings.microsoft_api_scope}"


def _pane_tokens(settings: Settings, signed: SignedTokens) -> PaneTokens | None:
    if not settings.microsoft_api_scope:
        return None
    clients = settings.microsoft_api_clients.split() or [settings.microsoft_client_id]
    return PaneTokens(signed, settings.microsoft_client_id, settings.microsoft_api_scope, frozenset(clients))
