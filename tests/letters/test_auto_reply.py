"""The automatic reply for after the last day: to anybody, in the first person, from the same facts (H9)."""

import re
from dataclasses import replace

import pytest
from letter_samples import (
    BRIDGE,
    CHANGED_ROLE,
    CHANGING_ROLE,
    GONE,
    LAST_DAY,
    LEAVING,
    NEUTRAL,
    PACKS,
    RETIRING,
    TABLES,
    by_topic,
    facts,
    hand_over,
    managed,
    to_a_team,
    to_the_manager,
    with_client,
    with_contact,
)

from fakes.cases import for_each
from segue.departure.errors import InputError
from segue.departure.people import Gender
from segue.departure.register import Register
from segue.letters.auto_reply import auto_reply
from segue.letters.facts import Leaver

in_every_pack = pytest.mark.parametrize("locale", PACKS)
PLAIN = [facts, managed, hand_over]


def said(plain):
    return auto_reply(plain, PACKS[plain.locale])


def lines_of(locale):
    """Return every kind of automatic reply as one text each."""
    kinds = [facts(locale, kind=kind) for kind in (LEAVING, RETIRING, CHANGING_ROLE)]
    points = [to_a_team(facts(locale)), to_the_manager(facts(locale)), *(by_topic(facts(locale), n) for n in (2, 3))]
    bridged = facts(locale, bridge=BRIDGE)
    return [said(one).text for one in (*kinds, *points, bridged, by_topic(bridged, 2), hand_over(locale))]


@in_every_pack
@for_each("plain", PLAIN)
def test_it_names_the_contact_with_every_channel_and_is_signed_by_the_leaver(locale, plain):
    one = with_contact(plain(locale), phone="0551234")
    text = said(one).text
    assert all(value in text for value in (one.contact.name, one.contact.email, "0551234", one.writer.company))
    assert text.endswith(one.leaver.name if one.leaver else one.writer.name)


@in_every_pack
@for_each(("ours", "theirs"), [(LEAVING, GONE), (CHANGING_ROLE, CHANGED_ROLE)])
def test_it_is_the_same_whoever_told_the_clients(locale, ours, theirs):
    assert said(facts(locale, kind=ours)) == said(managed(locale, kind=theirs))


@in_every_pack
@for_each("plain", PLAIN)
def test_it_does_not_depend_on_the_client_or_anybodys_gender(locale, plain):
    one = plain(locale, NEUTRAL)
    other = with_client(one, name="Zoe Quist", given="Zoe", family="Quist", gender=Gender.FEMININE)
    other = replace(other, register=Register.WARM, writer=replace(one.writer, gender=Gender.FEMININE), wording=1)
    if one.leaver:
        other = replace(other, leaver=Leaver(one.leaver.name, Gender.FEMININE))
    assert said(one) == said(other)
    assert one.client.family not in said(one).text


@pytest.mark.parametrize("locale", TABLES)
def test_it_gives_nobody_a_gender(locale):
    gendered = set(TABLES[locale].get("gendered", "").split())
    for text in lines_of(locale):
        assert not set(re.findall(r"\w+", text.lower())) & gendered, text


@in_every_pack
@for_each("plain", [hand_over, lambda locale: to_a_team(hand_over(locale)), lambda one: by_topic(hand_over(one), 3)])
def test_where_nobody_leaves_it_hints_at_nothing(locale, plain):
    hints = "|".join(re.escape(hint) for hint in PACKS[locale].proofreading.leaving)
    reply = said(plain(locale))
    assert not re.search(rf"(?<!\w)(?:{hints})", f"{reply.subject}\n{reply.text}", re.IGNORECASE), reply.text


@in_every_pack
def test_each_kind_of_departure_has_its_own_words(locale):
    assert len({said(facts(locale, kind=kind)).text for kind in (LEAVING, RETIRING, CHANGING_ROLE)}) == 3


@in_every_pack
@for_each(("kind", "ends"), [(LEAVING, True), (RETIRING, True), (CHANGING_ROLE, False)])
def test_an_address_ends_only_with_who_goes(locale, kind, ends):
    assert (str(LAST_DAY.year) in said(facts(locale, kind=kind)).text) == ends


@in_every_pack
def test_an_interim_colleague_stands_beside_the_day_on_which_the_contact_begins(locale):
    text = said(facts(locale, bridge=BRIDGE)).text
    assert BRIDGE.name in text
    assert text.count(str(LAST_DAY.year)) == 2


@in_every_pack
@for_each("count", [2, 3])
def test_contact_points_by_topic_are_all_named(locale, count):
    one = by_topic(facts(locale), count)
    reply = said(one)
    assert all(person.name in reply.text and person.email in reply.text for person in (one.contact, *one.others))
    assert reply.text.count("\n- ") == (count if count > 2 else 0)


@in_every_pack
def test_it_has_no_hole(locale):
    abbreviations = "|".join(map(re.escape, TABLES.get(locale, {}).get("abbreviations", []))) or "(?!)"
    for text in lines_of(locale):
        said = re.sub(abbreviations, "Word", text).replace("..", ".")
        assert not re.search(r"\{|\}|None|  | [,.;:]|[,.;:]{2}|\(\)|[.!?।] +[a-zа-я]", said), text


def test_without_a_channel_there_is_no_automatic_reply():
    with pytest.raises(InputError) as failure:
        said(with_contact(facts(), email="", phone=""))
    assert failure.value.code == "contact_without_channel"
