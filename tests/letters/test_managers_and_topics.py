"""Letters that a manager writes, kinds of departure, several contact points, and answers when clients write back."""

from dataclasses import replace
from itertools import product

import pytest
from letter_samples import (
    CHANGED_ROLE,
    CHANGING_ROLE,
    GONE,
    HAND_OVER,
    LEAVER,
    LEAVING,
    MANAGER,
    NEUTRAL,
    PACKS,
    RETIRING,
    TABLES,
    THIRDS,
    WARM,
    WRITERS,
    by_topic,
    facts,
    hand_over,
    managed,
    to_a_team,
    to_the_manager,
    with_contact,
)

from fakes.cases import for_each
from segue.departure.contact_point import Topic
from segue.departure.errors import InputError
from segue.departure.kind import DepartureKind
from segue.departure.people import Gender
from segue.departure.register import Register
from segue.departure.terms import Reason
from segue.letters.compose import compose
from segue.letters.facts import Leaver
from segue.letters.replies import replies

TOLD = [(locale, table["manager"]) for locale, table in TABLES.items() if "manager" in table]
as_told = pytest.mark.parametrize(("locale", "told"), TOLD)
OF_THE_KIND = ("news:", "last_day:", "address_ends:")
in_every_pack = pytest.mark.parametrize("locale", PACKS)


def letter_of(plain):
    return compose(plain, PACKS[plain.locale])


def answers_to(plain):
    return dict(replies(plain, PACKS[plain.locale]))


def clauses_of(plain):
    return {one.split(":")[0] for one in letter_of(plain).variant.split()}


# The manager writes


@as_told
@for_each("gender", Gender)
def test_a_manager_speaks_of_the_leaver_as_the_gender_wants(locale, told, gender):
    about = Leaver(WRITERS[locale].name, gender)
    assert told[gender.value] in letter_of(managed(locale, leaver=about)).text


@as_told
def test_who_has_gone_is_spoken_of_as_gone(locale, told):
    assert told["gone"] in letter_of(managed(locale, kind=GONE)).text


@as_told
def test_who_has_changed_role_already_is_still_there_and_the_day_is_past(locale, told):
    for said in told["changed_role"]:
        assert said in letter_of(managed(locale, kind=CHANGED_ROLE)).text


@in_every_pack
@for_each("register", Register)
@for_each("wording", [0, 1])
def test_nobody_who_only_changed_role_is_said_to_have_gone(locale, register, wording):
    """No sentence that is said of who has gone serves for news, last day or address of who is still there."""
    gone, changed = (letter_of(managed(locale, register, kind=kind, wording=wording)) for kind in (GONE, CHANGED_ROLE))
    said = [{one for one in letter.variant.split() if one.startswith(OF_THE_KIND)} for letter in (gone, changed)]
    assert len(said[0]) == len(said[1]) == len(OF_THE_KIND)
    assert not said[0] & said[1]


@as_told
def test_a_manager_can_be_the_contact_point(locale, told):
    assert told["self"] in letter_of(to_the_manager(managed(locale))).text


@in_every_pack
@for_each("register", Register)
def test_a_manager_who_is_the_contact_says_his_title_in_his_signature_alone(locale, register):
    plain = to_the_manager(managed(locale, register))
    titled = with_contact(replace(plain, writer=replace(plain.writer, job_title="Zorble")), job_title="Zorble")
    assert letter_of(titled).text.count("Zorble") == 1
    assert "contact_title" not in letter_of(titled).values


@in_every_pack
@for_each("leaver", [None, Leaver(""), Leaver(" \u200e"), Leaver("\u0301")])
def test_a_manager_cannot_write_about_nobody(locale, leaver):
    nobody = managed(locale, leaver=leaver)
    for say in (letter_of, answers_to):
        with pytest.raises(InputError) as failure:
            say(nobody)
        assert failure.value.code == "leaver_missing"


@in_every_pack
@for_each("plain", [facts, hand_over])
def test_only_a_manager_names_who_leaves(locale, plain):
    named = plain(locale, leaver=Leaver("Zoltan Quist"))
    assert "Zoltan" not in letter_of(named).text
    assert letter_of(named) == letter_of(plain(locale))


@in_every_pack
@for_each("register", Register)
@for_each("kind", DepartureKind)
def test_a_managers_letter_names_the_leaver_and_the_signature_is_the_managers(locale, register, kind):
    plain = managed(locale, register, kind=kind)
    letter = letter_of(plain)
    assert WRITERS[locale].name in letter.text
    assert letter.values["leaver_name"] == WRITERS[locale].name
    assert plain.writer.name in letter.text.rsplit("\n\n", 1)[1]


# Kinds of departure


@in_every_pack
def test_who_has_gone_hands_nothing_over_any_more(locale):
    assert "transition" in clauses_of(managed(locale))
    for kind in (GONE, CHANGED_ROLE):
        assert "transition" not in clauses_of(managed(locale, kind=kind))


@in_every_pack
def test_nobody_who_stays_gives_a_reason_or_hopes_to_meet(locale):
    hopeful = facts(locale, kind=CHANGING_ROLE, reason=Reason.STUDIES, hope_to_meet=True)
    assert not {"reason", "hope_to_meet"} & clauses_of(hopeful)
    assert {"reason", "hope_to_meet"} <= clauses_of(replace(hopeful, kind=LEAVING))


@as_told
def test_the_address_of_who_stays_does_not_end(locale, told):
    ends = letter_of(facts(locale)).text
    assert told["changing_role"] in letter_of(facts(locale, kind=CHANGING_ROLE)).text
    assert told["changing_role"] not in ends


@in_every_pack
@for_each("kind", [RETIRING, CHANGING_ROLE, GONE, CHANGED_ROLE])
def test_a_hand_over_is_the_same_whatever_is_behind_it(locale, kind):
    assert letter_of(hand_over(locale, kind=kind)) == letter_of(hand_over(locale))


# One contact point a topic


@as_told
def test_two_contact_points_are_one_sentence(locale, told):
    if "two" in told:
        assert told["two"] in letter_of(by_topic(facts(locale), 2)).text


@as_told
def test_three_contact_points_are_a_list(locale, told):
    text = letter_of(by_topic(facts(locale), 3)).text
    assert all(f"{item}\n" in text for item in told.get("many", []))


@in_every_pack
@for_each(("plain", "register"), list(product([facts, managed, hand_over], Register)))
def test_every_contact_point_is_named_with_its_topic_and_its_channels(locale, plain, register):
    for count in (2, 3):
        one = by_topic(plain(locale, register), count)
        letter = letter_of(one)
        for person in (one.contact, *one.others):
            said = (person.name, person.email, PACKS[locale].topics[person.topic])
            assert all(value in letter.text for value in said)
        assert letter.html.count("<li>") == (count if count > 2 else 0)
        assert letter.text.count("\n- ") == (count if count > 2 else 0)
        assert not {"contact", "channels", "about"} & clauses_of(one)


@in_every_pack
def test_the_list_stands_below_the_sentence_that_announces_it(locale):
    blocks = letter_of(by_topic(facts(locale), 3)).text.split("\n\n")
    listed = next(number for number, block in enumerate(blocks) if block.startswith("- "))
    assert blocks[listed - 1].endswith((":", "："))


@in_every_pack
def test_two_groups_differ_when_their_lists_differ(locale):
    one = by_topic(facts(locale), 3)
    other = replace(one, others=(one.others[0], replace(one.others[1], name="Zoltan Quist")))
    assert letter_of(one).variant == letter_of(other).variant
    assert letter_of(one).values != letter_of(other).values


WITHOUT_TOPIC = [
    lambda one: with_contact(one, topic=None),
    lambda one: replace(one, others=(replace(one.others[0], topic=None),)),
    lambda one: replace(one, others=(replace(one.others[0], name=""),)),
    lambda one: with_contact(one, name="\u200e"),
]


@in_every_pack
@for_each("spoilt", WITHOUT_TOPIC)
def test_each_of_several_contact_points_needs_a_topic_and_a_name(locale, spoilt):
    plain = spoilt(by_topic(facts(locale), 2))
    for say in (letter_of, answers_to):
        with pytest.raises(InputError) as failure:
            say(plain)
        assert failure.value.code == "topic_missing"


@in_every_pack
def test_each_of_several_contact_points_needs_a_channel(locale):
    plain = by_topic(facts(locale), 2)
    mute = replace(plain, others=(replace(plain.others[0], email="", phone=""),))
    with pytest.raises(InputError) as failure:
        letter_of(mute)
    assert failure.value.code == "contact_without_channel"


@in_every_pack
@for_each("topic", Topic)
def test_every_topic_has_a_word(locale, topic):
    plain = by_topic(facts(locale), 2)
    assert PACKS[locale].topics[topic] in letter_of(with_contact(plain, topic=topic)).text


@in_every_pack
def test_a_lone_contact_points_topic_is_not_said(locale):
    assert letter_of(with_contact(facts(locale), topic=Topic.ORDERS)) == letter_of(facts(locale))


# A team, and a manager


@in_every_pack
@for_each(("plain", "register"), list(product([facts, managed, hand_over], Register)))
def test_a_team_is_named_and_nothing_is_said_of_its_years(locale, plain, register):
    one = with_contact(to_a_team(plain(locale, register)), years_here=5)
    assert one.contact.name in letter_of(one).text
    assert "about" not in clauses_of(one)


@in_every_pack
def test_a_team_has_no_gender(locale):
    team = to_a_team(facts(locale))
    assert {letter_of(with_contact(team, gender=gender)).text for gender in Gender} == {letter_of(team).text}


@in_every_pack
def test_nobody_hands_over_to_the_writing_manager(locale):
    assert "transition" not in clauses_of(to_the_manager(managed(locale)))
    assert "transition" in clauses_of(to_the_manager(facts(locale)))


# When they write back

ASKED = {
    LEAVER: ["reply_where", "reply_private", "reply_wrong", "reply_who"],
    MANAGER: ["reply_where", "reply_private", "reply_wrong", "reply_who"],
    HAND_OVER: ["reply_wrong", "reply_who"],
}


@in_every_pack
@for_each("plain", [facts, managed, hand_over])
def test_every_question_has_its_answer(locale, plain):
    for one in (plain(locale), by_topic(plain(locale), 2), by_topic(plain(locale), 3)):
        assert list(answers_to(one)) == ASKED[one.mode]


@in_every_pack
def test_who_looks_after_it_is_answered_with_name_and_channels(locale):
    plain = with_contact(facts(locale), phone="0551234")
    answer = answers_to(plain)["reply_who"]
    assert all(said in answer for said in (plain.contact.name, plain.contact.email, "0551234"))


@in_every_pack
@for_each(("plain", "register"), list(product([facts, managed, hand_over], Register)))
@for_each("count", [2, 3])
def test_who_looks_after_what_is_answered_with_every_topic_name_and_channel(locale, plain, register, count):
    one = by_topic(plain(locale, register), count)
    answer = answers_to(one)["reply_who"]
    for person in (one.contact, *one.others):
        said = (PACKS[locale].topics[person.topic], person.name, person.email)
        assert all(value in answer for value in said), answer
    assert answer.count("\n- ") == (count if count > 2 else 0)


@in_every_pack
def test_a_missing_channel_leaves_out_the_answer_that_needs_it(locale):
    assert "reply_who" not in answers_to(with_contact(facts(locale), email="", phone=""))


@in_every_pack
def test_a_reason_is_given_only_where_it_is_allowed(locale):
    answers = {reason: answers_to(facts(locale, reason=reason))["reply_where"] for reason in (None, *Reason)}
    assert len(set(answers.values())) == len(answers)


@in_every_pack
@for_each("register", Register)
def test_no_answer_gives_a_private_number(locale, register):
    plain = with_contact(facts(locale, register), phone="0551234")
    answer = answers_to(plain)["reply_private"]
    assert "0551234" not in answer
    assert not any(char.isdigit() for char in answer)
    assert plain.contact.name in answer


@in_every_pack
@for_each(("register", "kind"), list(product([NEUTRAL, WARM], DepartureKind)))
def test_a_managers_answers_are_whole_for_every_kind(locale, register, kind):
    one = with_contact(managed(locale, register, kind=kind), name=THIRDS[locale].name)
    for text in answers_to(one).values():
        assert "{" not in text
        assert "  " not in text


def test_the_same_facts_give_the_same_answers():
    assert answers_to(managed()) == answers_to(managed())
