"""Signing in speaks the reader's language: the browser's, or one picked on the page itself (A6)."""

import re
from html import unescape

import pytest

from fakes.office import LEAVER, Office

HEADINGS = {"it": "Accedi", "ru": "Вход", "pt-BR": "Entrar"}


def heading(page):
    return unescape(re.search(r"<h1>([^<]+)", page)[1])


def links(page):
    """Where each language stands, by its tag."""
    found = re.findall(r'href="([^"]+)" lang="([^"]+)" hreflang', page)
    return {tag: unescape(address) for address, tag in found}


@pytest.fixture
def nobody(tmp_path):
    return Office(tmp_path).as_(None)


def test_every_language_but_the_pages_own_is_one_link_away(nobody):
    assert sorted(links(nobody.get("/sign-in").text)) == ["hi", "id", "it", "pt-BR", "pt-PT", "ru"]


@pytest.mark.parametrize("tag", HEADINGS)
def test_the_link_leads_to_the_page_in_that_language(nobody, tag):
    page = nobody.get(links(nobody.get("/sign-in").text)[tag]).text
    assert heading(page) == HEADINGS[tag]
    assert f'<html lang="{tag}">' in page
    assert "en" in links(page)


def test_whoever_changes_the_language_still_comes_to_where_he_wanted(nobody):
    there = nobody.get(links(nobody.get("/sign-in?next=/account").text)["it"])
    assert 'name="next" value="/account"' in there.text


@pytest.mark.parametrize("wrong", ["", "xx", "../it", "it' onclick='"])
def test_what_is_no_language_of_ours_leaves_the_browsers(nobody, wrong):
    page = nobody.get("/sign-in", query_string={"language": wrong}, headers={"Accept-Language": "it"}).text
    assert heading(page) == HEADINGS["it"]


def test_a_pick_counts_for_that_page_alone(tmp_path):
    visitor = Office(tmp_path).as_(LEAVER)
    visitor.get("/sign-in?language=it")
    assert '<html lang="en">' in visitor.get("/account").text
