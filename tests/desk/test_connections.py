"""Accounts at a provider: kept, renewed once, ended; and who signs in by them (A1, A2, P6)."""

from dataclasses import replace
from threading import Thread

import pytest

from fakes.identity import FakeIdentity
from fakes.identity import account_of as account
from fakes.office import LAST_DAY, LEAVER, Office
from segue.departure.errors import MailboxBusy, MailboxUnclear, NotAllowed, NotConnected
from segue.departure.people import Workspace
from segue.departure.stage import Stage
from segue.desk.accounts import mark_gone, unbind
from segue.desk.close import close
from segue.desk.connections import access_token, connect, disconnect
from segue.desk.erase_company import erase_company
from segue.desk.export_person import as_json, held_on
from segue.desk.people import person_by_address
from segue.desk.ports import Need, Tokens
from segue.desk.readings import Openers
from segue.desk.signing_in import person_of, workspace_of
from segue.desk.start import start
from segue.desk.unneeded_connections import end_unneeded
from segue.records.erasure_log import FileErasures


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)


@pytest.fixture
def google():
    return FakeIdentity()


def joined(office, google, *needs):
    """Let the leaver connect her account; an hour's tokens."""
    tokens = Tokens("access-0", office.now.replace(hour=10), "renewal")
    with office.desk() as desk:
        connect(desk, LEAVER, replace(account(LEAVER.address, *(needs or (Need.CONTACTS,))), tokens=tokens))


def kept(office):
    with office.look() as desk:
        return desk.stores.connections.of(LEAVER.id)


def token(office, google, refused="", need=Need.CONTACTS):
    return access_token(Openers(office.look, office.desk), LEAVER.id, google, need, refused, pause=lambda seconds: None)


def test_a_fresh_token_is_used_again(office, google):
    joined(office, google)
    assert token(office, google) == "access-0"
    assert google.renewals == 0


def test_an_old_token_is_renewed_before_it_ends(office, google):
    joined(office, google)
    office.move(minutes=58, seconds=1)
    assert token(office, google) == "access-1"
    assert token(office, google) == "access-1"
    assert google.renewals == 1


def test_a_token_that_was_refused_is_renewed_though_it_looks_fresh(office, google):
    joined(office, google)
    assert token(office, google, refused="access-0") == "access-1"
    assert token(office, google, refused="access-0") == "access-1"
    assert google.renewals == 1


def test_many_at_once_renew_once(office):
    class Slow(FakeIdentity):
        def renewed(self, tokens, now):
            others = [
                Thread(
                    target=lambda: got.append(
                        access_token(Openers(office.look, office.desk), LEAVER.id, self, Need.CONTACTS)
                    )
                )
                for _ in range(4)
            ]
            if not self.renewals:
                waiting.extend(others)
                [one.start() for one in others]
            return super().renewed(tokens, now)

    google, got, waiting = Slow(), [], []
    joined(office, google)
    office.move(hours=2)
    got.append(access_token(Openers(office.look, office.desk), LEAVER.id, google, Need.CONTACTS))
    [one.join() for one in waiting]
    assert (got, google.renewals) == (["access-1"] * 5, 1)


def test_who_renews_and_was_killed_is_waited_for_no_longer_than_a_minute(office, google):
    joined(office, google)
    office.move(hours=2)
    with office.desk() as desk:
        desk.stores.connections.save(
            replace(desk.stores.connections.of(LEAVER.id), renewing_until=office.now.replace(second=59))
        )
    with pytest.raises(MailboxUnclear):
        token(office, google)
    office.move(minutes=1)
    assert token(office, google) == "access-1"


def test_a_renewal_that_fails_leaves_the_tokens_as_they_are(office, google):
    joined(office, google)
    office.move(hours=2)
    google.trouble = MailboxBusy(wait_seconds=None)
    with pytest.raises(MailboxBusy):
        token(office, google)
    google.trouble = None
    assert token(office, google) == "access-1"


def test_what_the_provider_ended_is_ended_here_and_asks_to_be_connected_again(office, google):
    joined(office, google)
    office.move(hours=2)
    google.ended = True
    with pytest.raises(NotConnected):
        token(office, google)
    assert (kept(office).tokens, kept(office).ended_why) == (None, "ended_there")
    google.ended = False
    with pytest.raises(NotConnected):
        token(office, google)
    joined(office, google)
    assert kept(office).ended_why == ""


def test_what_the_provider_wants_to_know_is_kept_until_the_account_is_connected_again(office, google):
    joined(office, google)
    office.move(hours=2)
    google.trouble = NotConnected("account_interaction_needed", claims='{"access_token":{}}')
    with pytest.raises(NotConnected):
        token(office, google)
    assert (kept(office).tokens, kept(office).challenge) == (None, '{"access_token":{}}')
    google.trouble = None
    joined(office, google)
    assert kept(office).challenge == ""


def test_without_a_permission_there_is_no_token(office, google):
    joined(office, google)
    with pytest.raises(NotConnected) as refused:
        token(office, google, need=Need.DRAFTS)
    assert refused.value.code == "account_permission_missing"


def test_more_is_allowed_without_a_new_renewal_token(office, google):
    joined(office, google)
    more = replace(account(LEAVER.address, Need.CONTACTS, Need.DRAFTS), tokens=Tokens("access-9", office.now, ""))
    with office.desk() as desk:
        connect(desk, LEAVER, more)
    assert (kept(office).tokens.renewal, kept(office).tokens.access) == ("renewal", "access-9")
    assert kept(office).granted >= {Need.CONTACTS, Need.DRAFTS}


def test_signing_in_alone_keeps_what_was_allowed_before(office, google):
    joined(office, google)
    before = kept(office)
    with office.desk() as desk:
        connect(desk, LEAVER, replace(account(LEAVER.address), tokens=Tokens("other", office.now, "")))
    assert kept(office) == before


def test_disconnecting_ends_the_tokens_here_first_and_then_there(office, google):
    joined(office, google)
    disconnect(office.desk, LEAVER, google, "by_person")
    assert (kept(office).tokens, kept(office).ended_why, google.revoked) == (None, "by_person", ["renewal"])
    disconnect(office.desk, LEAVER, google, "by_person")
    assert google.revoked == ["renewal"]


def test_disconnecting_ends_the_tokens_here_though_the_provider_is_away(office, google):
    joined(office, google)
    google.trouble = MailboxBusy(wait_seconds=None)
    with pytest.raises(MailboxBusy):
        disconnect(office.desk, LEAVER, google, "by_person")
    assert not kept(office).works
    with pytest.raises(NotConnected):
        token(office, google)


def test_tokens_are_sealed_in_the_file(office, google):
    joined(office, google)
    office.engine.dispose()
    written = b"".join(path.read_bytes() for path in office.folder.glob("segue.db*"))
    assert b"access-0" not in written
    assert b"renewal" not in written.replace(b"renewing_until", b"")


def test_tokens_whose_key_is_lost_are_asked_for_again(office, google):
    joined(office, google)
    (office.folder / "token.keys").unlink()
    after = Office(office.folder)
    assert (kept(after).tokens, kept(after).ended_why) == (None, "unreadable")
    joined(after, google)
    assert token(after, google) == "access-0"


# Accounts that nobody needs any more


def days_later(office, google, days=2):
    office.move(days=days)
    return end_unneeded(office.desk, {"google": google})


def test_closing_a_hand_over_ends_the_accounts_of_those_who_worked_on_it(tmp_path, google):
    office = Office(tmp_path).approved()
    joined(office, google)
    with office.desk() as desk:
        close(desk, LEAVER, office.departure_id, desk.stores.departures.get(office.departure_id).version, sure=True)
    assert not kept(office).works
    assert days_later(office, google, days=0) == []
    assert (google.revoked, kept(office).tokens) == (["renewal"], None)


def test_an_account_that_is_needed_stays_connected(tmp_path, google):
    office = Office(tmp_path).approved()
    joined(office, google)
    assert days_later(office, google) == []
    assert kept(office).works


def test_who_works_on_another_hand_over_keeps_his_account(tmp_path, google):
    office = Office(tmp_path).approved()
    tokens = Tokens("access-0", office.now, "renewal")
    with office.desk() as desk:
        connect(desk, office.manager, replace(account(office.manager.address, Need.CONTACTS), tokens=tokens))
        other = start(desk, office.other_leaver, "Jonas Whitfield", LAST_DAY, "Giulia Rossi")
        desk.stores.departures.save(
            replace(other, approver_id=office.manager.id, stage=Stage.ASKED, asked_at=office.now)
        )
        close(desk, LEAVER, office.departure_id, desk.stores.departures.get(office.departure_id).version, sure=True)
        assert desk.stores.connections.of(office.manager.id).works


def test_an_account_that_nothing_was_begun_with_is_ended_after_a_day(office, google):
    joined(office, google)
    days_later(office, google, days=0.9)
    assert kept(office).works
    days_later(office, google, days=0.1)
    assert (kept(office).ended_why, google.revoked) == ("not_needed", ["renewal"])


def test_what_could_not_be_ended_at_the_provider_is_tried_again(office, google):
    joined(office, google)
    google.trouble = MailboxBusy(wait_seconds=None)
    assert days_later(office, google) == [LEAVER.id]
    assert days_later(office, google) == [LEAVER.id]
    google.trouble = None
    assert days_later(office, google) == []
    assert google.revoked == ["renewal"]


def test_a_provider_that_is_set_up_no_more_keeps_it_to_be_ended(office, google):
    joined(office, google)
    office.move(days=2)
    assert end_unneeded(office.desk, {}) == [LEAVER.id]


def test_erasing_a_company_ends_its_accounts_first(office, google):
    joined(office, google)
    log = FileErasures(office.folder / "erasures.jsonl")
    erase_company(office.records, office.desk, lambda person: None, log, {"google": google})
    assert google.revoked == ["renewal"]


@pytest.mark.parametrize("verb", [mark_gone, unbind])
def test_who_is_gone_or_unbound_lends_his_account_no_more(office, google, verb):
    joined(office, google)
    with office.desk() as desk:
        verb(desk, office.administrator, LEAVER.id)
    with pytest.raises(NotConnected):
        token(office, google)
    assert days_later(office, google, days=0) == []
    assert google.revoked == ["renewal"]


def test_what_is_held_on_a_person_names_his_account_and_no_token(office, google):
    joined(office, google)
    with office.look() as desk:
        held = "".join(as_json(LEAVER.address, held_on(desk, LEAVER.address)))
    assert '"provider": "google"' in held
    assert "access-0" not in held
    assert '"renewal"' not in held


def entered(office, who):
    with office.desk() as desk:
        return person_of(desk, who)


def test_the_first_sign_in_binds_the_account_to_the_person_of_its_address(office):
    assert entered(office, account("MARA@norwell.example")).id == LEAVER.id
    assert entered(office, account("renamed@norwell.example")).id == LEAVER.id


def test_a_second_account_of_the_same_address_is_refused_until_the_first_is_unbound(office):
    entered(office, account())
    with pytest.raises(NotAllowed):
        entered(office, account(subject="another"))
    with office.desk() as desk:
        unbind(desk, office.administrator, LEAVER.id)
    assert entered(office, account(subject="another")).id == LEAVER.id


def test_who_was_never_named_joins_by_signing_in(office):
    new = entered(office, account("lea@norwell.example", subject="sub-lea"))
    assert (new.name, new.address, new.is_administrator) == ("Mara Lindqvist", "lea@norwell.example", False)
    assert entered(office, account("lea@norwell.example", subject="sub-lea")) == new


def named_by_address(office, address):
    with office.desk() as desk:
        return person_by_address(desk, office.administrator, address, "leaver")


def test_who_was_named_by_address_alone_gets_his_whole_name_by_signing_in(office):
    assert named_by_address(office, "lea@norwell.example").name == "Lea"
    joined_as = replace(account("lea@norwell.example", subject="sub-lea"), name="Lea Winter")
    assert entered(office, joined_as).name == "Lea Winter"


def test_a_name_that_the_administrator_gave_is_not_changed_by_signing_in(office):
    assert entered(office, replace(account(), name="M. Lindqvist")).name == "Mara Lindqvist"


@pytest.mark.parametrize("name", ["", "  \x00 ", "<b>Lea</b>\r\nBcc: x", "\u202eaeL", "L" * 5000])
def test_a_name_from_outside_fits_one_line(office, name):
    new = entered(office, replace(account("lea@norwell.example", subject="sub-lea"), name=name))
    assert new.name
    assert len(new.name) <= 200
    assert new.name.isprintable()


def test_who_is_gone_signs_in_no_more(office):
    with office.desk() as desk:
        mark_gone(desk, office.administrator, LEAVER.id)
    with pytest.raises(NotAllowed) as refused:
        entered(office, account())
    assert refused.value.code == "account_gone"


def test_a_guest_is_refused(office):
    with pytest.raises(NotAllowed) as refused:
        entered(office, account("lea_other.example#EXT#@norwell.example"))
    assert refused.value.code == "account_guest"


OURS = Workspace(
    "office", "Norwell & Sons", "Europe/Rome", google_domains=("norwell.example",), microsoft_tenants=("t-1",)
)
THEIRS = Workspace("other", "Other", "Europe/Rome", google_domains=("other.example",))


@pytest.mark.parametrize(
    ("tenant", "code"), [("", "account_private"), ("stranger.example", "account_outside"), ("t-1", "account_outside")]
)
def test_an_organisation_that_no_company_let_in_is_refused(tenant, code):
    with pytest.raises(NotAllowed) as refused:
        workspace_of(account(tenant=tenant), [OURS, THEIRS])
    assert refused.value.code == code


def test_an_organisation_belongs_to_the_company_that_lets_it_in():
    assert workspace_of(account(tenant="OTHER.example"), [OURS, THEIRS]) is THEIRS
    assert workspace_of(replace(account(tenant="t-1"), provider="microsoft"), [THEIRS, OURS]) is OURS
