"""The automatic reply: an extra that says only what approved letters say, and opens with them (H9, P1)."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from fakes.office import CALLUM, ELEANOR, FACTS, JONAS, LEAVER, MANAGER, OTHER_LEAVER, SUCCESSOR, TERMS, TOM, Office
from segue.departure.contact_point import Topic
from segue.departure.errors import NotFound, NotNow, NotReleased
from segue.desk.auto_replies import automatic_replies, open_automatic_replies

ENGLISH = (TOM, ELEANOR, CALLUM)


def look(office):
    with office.look() as desk:
        return automatic_replies(desk, desk.stores.departures.get(office.departure_id))


def take(office, who=LEAVER):
    with office.desk() as desk:
        return open_automatic_replies(desk, who, office.departure_id)


def test_before_the_answer_there_is_none(tmp_path):
    with pytest.raises(NotNow):
        look(Office(tmp_path).asked())


def test_there_is_one_for_each_language_and_it_names_no_client(tmp_path):
    (offered,) = look(Office(tmp_path).listed(*ENGLISH))
    assert offered.reply.locale == "en-GB"
    assert JONAS.name in offered.reply.text
    assert not [word for word in ("Tom", "Brightwater", "Dear") if word in offered.reply.text]


def test_until_letters_are_approved_it_can_be_looked_at_and_not_taken(tmp_path):
    office = Office(tmp_path).given(*ENGLISH)
    assert [one.is_approved for one in look(office)] == [False]
    with pytest.raises(NotNow) as closed:
        take(office)
    assert closed.value.code == "auto_reply_unread"


def test_with_approved_letters_the_leaver_takes_it_and_that_is_recorded(tmp_path):
    office = Office(tmp_path).approved(*ENGLISH)
    assert [one.locale for one in take(office)] == ["en-GB"]
    with office.look() as desk:
        entry = next(one for one in desk.stores.audit.entries(office.departure_id) if one.verb == "open_auto_reply")
    assert (entry.person_id, entry.details) == (LEAVER.id, {"languages": "1"})


def test_it_opens_with_the_release(tmp_path):
    release = datetime(2026, 9, 7, 7, 0, tzinfo=UTC)
    office = Office(tmp_path).approved(*ENGLISH, terms=replace(TERMS, release=release))
    with pytest.raises(NotReleased):
        take(office)
    office.now = release
    assert take(office)


def test_a_changed_contact_closes_it_until_letters_that_name_him_are_approved(tmp_path):
    office = Office(tmp_path).approved(*ENGLISH).change(contact_points=(replace(JONAS, name="Jo Whitfield"),))
    with pytest.raises(NotNow):
        take(office)
    assert "Jo Whitfield" in take(office.approve())[0].text


def test_clients_with_a_contact_of_their_own_do_not_keep_it_closed(tmp_path):
    ines = replace(JONAS, id="point-2", name=OTHER_LEAVER.name, email=OTHER_LEAVER.address, topic=Topic.BILLING)
    office = Office(tmp_path).given(
        TOM, ELEANOR, facts=replace(FACTS, contact_points=(replace(JONAS, topic=Topic.PROJECTS), ines))
    )
    office.change_client("Tom", contact_point_id=JONAS.id).change_client("Eleanor", contact_point_id=ines.id).approve()
    (said,) = take(office)
    assert JONAS.name in said.text
    assert ines.name in said.text


@pytest.mark.parametrize("who", [MANAGER, SUCCESSOR, OTHER_LEAVER], ids=lambda who: who.id)
def test_nobody_but_its_leader_takes_it(tmp_path, who):
    with pytest.raises(NotFound):
        take(Office(tmp_path).approved(*ENGLISH), who)
