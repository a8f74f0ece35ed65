"""What a pack states of its language is what Babel knows of it, so that composing needs no Babel."""

import pytest
from babel import Locale
from letter_samples import PACKS


@pytest.mark.parametrize("locale", PACKS)
def test_days_and_months_are_called_as_babel_calls_them_beside_a_day(locale):
    language, names = Locale.parse(locale, sep="-"), PACKS[locale].date_names
    days, months = language.days["format"]["wide"], language.months["format"]["wide"]
    assert names["weekday"] == tuple(days[number] for number in range(7))
    assert names["month"] == tuple(months[number] for number in range(1, 13))


@pytest.mark.parametrize("locale", PACKS)
def test_years_are_counted_in_babels_plural_categories(locale):
    category = Locale.parse(locale, sep="-").plural_form
    assert PACKS[locale].plurals == {years: category(years) for years in range(2, 61)}
