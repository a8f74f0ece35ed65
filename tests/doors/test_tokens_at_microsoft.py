"""A person's cache of tokens when many want it at once: one renews, and each renewal goes on from the last (A2)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from fakes.at_microsoft import at_microsoft, enter
from fakes.office import LEAVER, Office
from segue.departure.errors import NotConnected
from segue.desk.connections import access_token, end_connection
from segue.desk.ports import Need
from segue.desk.readings import Openers
from segue.doors.wiring import EXTENSION

pytestmark = pytest.mark.loopback
TOKEN = "/organizations/oauth2/v2.0/token"
AT_ONCE = 8


@pytest.fixture
def office(tmp_path, microsoft, clock):
    office = at_microsoft(Office(tmp_path).approved(), microsoft)
    clock.moment = office.now
    microsoft.account(LEAVER.address)
    enter(office, microsoft, LEAVER).follow("/account/allow/drafts")
    microsoft.tokens.old_ones_end = True  # a second renewal with the same token would end the account
    microsoft.latency_seconds = 0.05
    return office


def in_turn(office, refused=""):
    """Return a token as a call gets it."""
    identity = office.app.extensions[EXTENSION].identities["microsoft"]
    return access_token(Openers(office.look, office.desk), LEAVER.id, identity, Need.DRAFTS, refused)


def at_once(office, refused=""):
    """Return the tokens that many calls get that begin together."""
    together = Barrier(AT_ONCE)

    def one(_):
        together.wait()
        return in_turn(office, refused)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(AT_ONCE)))


def later(office, microsoft):
    office.move(hours=2)
    microsoft.clock.moment = office.now


def kept(office):
    with office.look() as desk:
        return desk.stores.connections.of(LEAVER.id)


def test_many_at_once_renew_once_and_all_get_the_same(office, microsoft):
    before = microsoft.traffic.count("POST", TOKEN)
    later(office, microsoft)
    tokens = at_once(office)
    assert (len(set(tokens)), microsoft.traffic.count("POST", TOKEN) - before) == (1, 1)
    assert microsoft.tokens.holder(tokens[0]).email == LEAVER.address


def test_each_renewal_goes_on_from_the_one_before(office, microsoft):
    seen = {in_turn(office)}
    for _ in range(5):
        later(office, microsoft)
        seen |= set(at_once(office))
    assert len(seen) == 6
    assert [one.ended for one in microsoft.tokens.refresh.values()] == [False]


def test_a_token_that_was_not_taken_is_renewed_once_for_all_whose_call_was_refused(office, microsoft):
    before, refused = microsoft.traffic.count("POST", TOKEN), in_turn(office)
    tokens = at_once(office, refused)
    assert (len({*tokens, refused}), microsoft.traffic.count("POST", TOKEN) - before) == (2, 1)


def test_what_microsoft_ended_is_asked_once_and_all_are_told(office, microsoft):
    microsoft.tokens.end(LEAVER.address)
    before = microsoft.traffic.count("POST", TOKEN)
    later(office, microsoft)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        came = [one.exception() for one in [pool.submit(in_turn, office) for _ in range(AT_ONCE)]]
    assert {type(one) for one in came} == {NotConnected}
    assert microsoft.traffic.count("POST", TOKEN) - before == 1
    assert not kept(office).works


def test_a_token_serves_the_calls_of_a_second_and_no_call_after_the_account_is_disconnected(office):
    box = office.app.extensions[EXTENSION].mailboxes.drafts(LEAVER)
    assert box.stamp("nobody") is None
    with office.desk() as desk:
        end_connection(desk, LEAVER.id, "person")
    assert box.stamp("nobody") is None
    office.move(seconds=1)
    with pytest.raises(NotConnected):
        box.stamp("nobody")
