"""Every picture in the documents is one that `make pictures` takes, speaks for itself in words, and is light."""

from pathlib import Path

import pytest

from house.pictures import DOCUMENTS, PICTURES, shown, size_of, taken
from house.sources import name

WIDTH, MOST_BYTES = 1280, 150_000
FEWEST_WORDS = 5
WITH_PICTURES = [path for path in DOCUMENTS if shown(path)]
FILES = sorted(PICTURES.iterdir())


@pytest.mark.parametrize("document", WITH_PICTURES, ids=name)
def test_every_picture_of_a_document_is_taken_by_a_test(document: Path) -> None:
    assert {one.file for one in shown(document)} <= taken()


@pytest.mark.parametrize("document", WITH_PICTURES, ids=name)
def test_every_picture_of_a_document_is_told_in_words(document: Path) -> None:
    assert not [one for one in shown(document) if len(one.alt.split()) < FEWEST_WORDS]


def test_every_picture_that_is_taken_is_kept_and_shown() -> None:
    seen = {one.file for document in WITH_PICTURES for one in shown(document)}
    assert set(FILES) == taken() == seen


@pytest.mark.parametrize("picture", FILES, ids=name)
def test_a_picture_is_as_wide_as_a_desk_and_light(picture: Path) -> None:
    assert size_of(picture)[0] == WIDTH
    assert picture.stat().st_size < MOST_BYTES
