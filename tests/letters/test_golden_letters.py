"""The golden letters are what was agreed: a change of prose is seen in the diff.

``UPDATE_GOLDEN=1 pytest tests/letters/test_golden_letters.py`` writes them anew; then read them aloud.
"""

import pytest
from golden_letters import golden_facts
from letter_samples import GOLDEN, PACKS, TODAY, UPDATE_GOLDEN

from segue.letters.compose import compose
from segue.letters.proofread import findings_in

CASES = [(locale, name) for locale in PACKS for name in golden_facts(locale)]


@pytest.mark.parametrize(("locale", "name"), CASES)
def test_a_letter_reads_as_it_was_agreed(locale, name):
    letter = compose(golden_facts(locale)[name], PACKS[locale])
    path = GOLDEN / locale / f"{name}.txt"
    written = f"{letter.subject}\n\n{letter.text}\n"
    if UPDATE_GOLDEN:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(written, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == written


@pytest.mark.parametrize(("locale", "name"), CASES)
def test_a_golden_letter_gives_no_findings(locale, name):
    plain, pack = golden_facts(locale)[name], PACKS[locale]
    assert findings_in(compose(plain, pack), plain, pack, TODAY) == []


@pytest.mark.parametrize("locale", PACKS)
def test_every_golden_file_is_a_letter_that_is_still_composed(locale):
    assert {path.stem for path in (GOLDEN / locale).glob("*.txt")} == set(golden_facts(locale))
