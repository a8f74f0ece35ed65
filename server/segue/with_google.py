"""What Google brings to an installation whose settings name a client there: sign-in, mailboxes and the sidebar."""

from dataclasses import dataclass
from functools import partial

from segue.config import Settings
from segue.desk.ports import ContactSource, DraftBox, Need
from segue.doors.cards.scopes import PATHS
from segue.providers.account_calls import Token
from segue.providers.gate import GatedSession, Seen, unseen
from segue.providers.google.addon_tokens import AddonTokens
from segue.providers.google.addresses import GoogleAddresses, session_of
from segue.providers.google.calls import Calls
from segue.providers.google.claims import ISSUERS
from segue.providers.google.contacts import GoogleContacts
from segue.providers.google.drafts import GoogleDrafts
from segue.providers.google.identity import GoogleIdentity
from segue.providers.pace import Pace
from segue.providers.signed_tokens import SignedTokens


@dataclass(frozen=True)
class Google:
    """Google as this installation uses it."""

    addresses: GoogleAddresses
    identity: GoogleIdentity
    people: GatedSession
    gmail: GatedSession
    pace: Pace
    addon: AddonTokens | None
    other_contacts: bool
    bulk_drafts: bool

    def contacts(self, token: Token) -> ContactSource:
        """Return the address book that a token opens."""
        return GoogleContacts(Calls(self.people, token, Need.CONTACTS), self.addresses.people, self.other_contacts)

    def drafts(self, token: Token, mailbox: str) -> DraftBox:
        """Return the Drafts folder that a token opens; ``mailbox`` is by what it is paced."""
        return GoogleDrafts(Calls(self.gmail, token, Need.DRAFTS), self.addresses.gmail, mailbox, self.pace)


def google_of(settings: Settings, seen: Seen = unseen) -> Google | None:
    """Return Google as the settings want it, None where they name no client; ``seen`` is told of each call."""
    if not settings.google_client_id:
        return None
    at = GoogleAddresses(
        settings.google_accounts,
        settings.google_tokens,
        settings.google_certificates,
        settings.google_people,
        settings.google_gmail,
    )
    session = partial(session_of, seen=seen)
    signed = SignedTokens(session(at.certificate_rules()), at.certificates, ISSUERS)
    secret = settings.google_client_secret.get_secret_value()
    return Google(
        at,
        GoogleIdentity(at, settings.google_client_id, secret, session(at.token_rules()), signed),
        session(at.people_rules()),
        session(at.gmail_rules()),
        Pace(settings.google_units_per_minute),
        _addon(settings, signed),
        settings.google_other_contacts,
        settings.google_bulk_drafts,
    )


def _addon(settings: Settings, signed: SignedTokens) -> AddonTokens | None:
    if not settings.google_addon_service_account:
        return None
    told = settings.google_addon_audiences.split()
    audiences = told or [settings.base_url.rstrip("/") + path for path in PATHS]
    client_id = settings.google_addon_client_id or settings.google_client_id
    return AddonTokens(signed, frozenset(audiences), settings.google_addon_service_account, client_id)
