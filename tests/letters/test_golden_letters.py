"""The golden letters are what was agreed: a change of prose is seen in the diff.

``UPDATE_GOLDEN=1 pytest tests/letters/test_golden_letters.py`` writes them anew; then read them aloud.
"""

from functools import cache

import pytest
from golden_letters import golden_auto_replies, golden_facts, golden_replies, golden_talks
from letter_samples import GOLDEN, PACKS, TODAY, UPDATE_GOLDEN

from fakes.cases import for_each
from segue.departure.findings import Severity
from segue.letters.auto_reply import auto_reply
from segue.letters.compose import compose
from segue.letters.proofread import findings_in
from segue.letters.replies import replies
from segue.letters.talking import talking_points

in_every_pack = pytest.mark.parametrize("locale", PACKS)
letters, answers = cache(golden_facts), cache(golden_replies)
automatic, talks = cache(golden_auto_replies), cache(golden_talks)


@cache
def composed(locale, name):
    """Return a golden letter as it is now composed."""
    return compose(letters(locale)[name], PACKS[locale])


def agreed(locale, name, written):
    """Return what was agreed; or, asked to, agree to what is written."""
    path = GOLDEN / locale / f"{name}.txt"
    if UPDATE_GOLDEN:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(written, encoding="utf-8")
    return path.read_text(encoding="utf-8")


@in_every_pack
@for_each("name", letters)
def test_a_letter_reads_as_it_was_agreed(locale, name):
    letter = composed(locale, name)
    written = f"{letter.subject}\n\n{letter.text}\n"
    assert agreed(locale, name, written) == written


@in_every_pack
@for_each("name", answers)
def test_answers_read_as_they_were_agreed(locale, name):
    said = replies(answers(locale)[name], PACKS[locale])
    written = "".join(f"{id}\n{text}\n\n" for id, text in said)
    assert agreed(locale, name, written) == written


@in_every_pack
@for_each("name", automatic)
def test_an_automatic_reply_reads_as_it_was_agreed(locale, name):
    said = auto_reply(automatic(locale)[name], PACKS[locale])
    written = f"{said.subject}\n\n{said.text}\n"
    assert agreed(locale, name, written) == written


@in_every_pack
@for_each("name", talks)
def test_talking_points_read_as_they_were_agreed(locale, name):
    said = talking_points(talks(locale)[name], PACKS[locale])
    written = "".join(f"{clause}\n{text}\n\n" for clause, text in said)
    assert agreed(locale, name, written) == written


@in_every_pack
@for_each("name", letters)
def test_a_golden_letter_gives_no_findings(locale, name):
    found = findings_in(composed(locale, name), letters(locale)[name], PACKS[locale], TODAY)
    # A letter with every option on may be a little long, which is true, and so no false alarm.
    assert [one for one in found if one.severity is not Severity.HINT] == []
    assert {one.id for one in found} <= ({"letter_long"} if not name.endswith("plain") else set())


@in_every_pack
def test_every_golden_file_is_a_letter_that_is_still_composed(locale):
    known = {*letters(locale), *answers(locale), *automatic(locale), *talks(locale)}
    assert {path.stem for path in (GOLDEN / locale).glob("*.txt")} == known
