"""Addresses: what is one, and which are the same mailbox."""

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from segue.clients.addresses import addresses_in, both, domain_of, normalise, readable
from segue.departure.errors import InputError


@pytest.mark.parametrize(
    ("written", "normalised"),
    [
        ("Anna.Rossi@Rossi.IT", "anna.rossi@rossi.it"),
        ("  ann@hill.example ", "ann@hill.example"),
        ("a.n.n+news@gmail.com", "ann@gmail.com"),
        ("A.nn@GoogleMail.com", "ann@gmail.com"),
        ("a.nn+x@gmail.com.example", "ann@gmail.com.example"),
        ("ann+news@hill.co.uk", "ann+news@hill.co.uk"),
        ("a.nn@hill.co.uk", "a.nn@hill.co.uk"),
        ("ann@bücher.example", "ann@xn--bcher-kva.example"),
        ("ann@XN--BCHER-KVA.example", "ann@xn--bcher-kva.example"),
        ("JOSE\u0301@hill.example", "jos\u00e9@hill.example"),
        ("ann@somewhere.test", "ann@somewhere.test"),
    ],
)
def test_equal_mailboxes_are_equal(written: str, normalised: str) -> None:
    assert normalise(written) == normalised


@pytest.mark.parametrize(
    "written",
    [
        *("ann", "ann@", "@hill.example", "ann@hill", "ann@@hill.example", "a nn@hill.example"),
        *("ann@hill.example\nBcc: x@y.example", "ann@hill..example", "ann@[10.0.0.1]", "ann@localhost"),
        *("/O=EXCHANGELABS/CN=ANN", "x" * 2000 + "@hill.example", "ann@\ud800.example", "ann\u202e@hill.example"),
    ],
)
def test_what_is_no_address_is_refused(written: str) -> None:
    with pytest.raises(InputError) as refusal:
        normalise(written)
    assert refusal.value.code == "address_invalid"


@pytest.mark.parametrize("written", ["", "   "])
def test_where_nothing_was_typed_an_address_is_asked_for(written: str) -> None:
    with pytest.raises(InputError) as refusal:
        normalise(written)
    assert refusal.value.code == "field_missing"


def test_an_address_is_written_to_as_its_owner_writes_it() -> None:
    assert readable(" Anna.Rossi+work@BÜCHER.example ") == "Anna.Rossi+work@bücher.example"
    assert both("A.B@gmail.com") == ("ab@gmail.com", "A.B@gmail.com")


def test_the_domain_is_comparable() -> None:
    assert domain_of("ann@Bücher.Example") == "xn--bcher-kva.example"


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("a@b.co ::: c@d.co", ["a@b.co", "c@d.co"]),
        ("a@b.co; c@d.co,e@f.co\ng@h.co", ["a@b.co", "c@d.co", "e@f.co", "g@h.co"]),
        ('"Rossi, Anna" <a@b.co>', ["a@b.co"]),
        ("mailto:a@b.co", ["a@b.co"]),
        ("'a@b.co'", ["a@b.co"]),
        (" ", []),
    ],
)
def test_a_cell_can_hold_several_addresses(cell: str, found: list[str]) -> None:
    assert addresses_in(cell) == found


@given(
    st.emails()
    | st.emails().map(str.lower)
    | st.from_regex(r"[A-Za-z0-9._+-]{1,8}@(XN--|[a-z0-9-])[a-z.]{1,9}", fullmatch=True)
)
@example("INFO@hill.example")
@example("info@HILL.example")
@example("ann@printer.local")
@example("ann@xn--bcher-kva.example")
@example("a.n.n+news@googlemail.com")
def test_both_forms_at_once_are_each_of_them(address: str) -> None:
    def told(form: Callable[[str], object]) -> object:
        try:
            return form(address)
        except InputError as refused:
            return refused.code

    plain = told(lambda one: (normalise(one), readable(one)))
    assert told(both) == plain


@given(st.text(max_size=60) | st.emails())
def test_normalising_twice_changes_nothing_and_nothing_crashes(text: str) -> None:
    try:
        once = normalise(text)
    except InputError:
        return
    assert normalise(once) == once
