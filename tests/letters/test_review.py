"""The page for a native reader shows every sentence and every kind of letter, in both sets of wording."""

from html import escape

import pytest
from letter_samples import PACKS, PACKS_FOLDER, TODAY

from segue.letters.review import review_page

TEMPLATE = (PACKS_FOLDER / "review.html.jinja").read_text(encoding="utf-8")
in_every_pack = pytest.mark.parametrize("locale", PACKS)


@pytest.mark.slow
@in_every_pack
def test_every_sentence_is_on_the_page_with_when_it_is_said(locale):
    page = review_page(PACKS[locale], TEMPLATE, TODAY)
    read = page.replace("&#34;", '"').replace("&#39;", "'")
    for clause in PACKS[locale].clauses.values():
        for variant in clause.variants:
            assert f'id="{clause.id}-{variant.number}"' in page
            assert escape(variant.sentence, quote=False) in read


@in_every_pack
def test_both_sets_of_wording_are_on_the_page(locale):
    page = review_page(PACKS[locale], TEMPLATE, TODAY)
    assert "wording: b" in page
    assert page.count("· second wording</h3>") == 9  # each mode in each register


@in_every_pack
def test_what_is_written_besides_first_letters_is_on_the_page(locale):
    page = review_page(PACKS[locale], TEMPLATE, TODAY)
    assert page.count("· after a call</h3>") == 9
    assert page.count("· second letter: successor known</h3>") == 9
    assert page.count("automatic reply ·") == 11
