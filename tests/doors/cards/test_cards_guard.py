"""The guard of the cards says what the pane's guard says: the same cases as in ``tests/pane/guard.test.mjs`` (H5)."""

import pytest

from segue.doors.cards.guard import Message, Verdict, bare_address, guard, plain_address

TO, CC = ["giulia@rossi.example"], ["boss@lumen.example"]
HIDDEN = "giulia@rossi.example <tom@baker.example>"
CASES = {
    "an empty message takes any letter": (Message(), "fits", ()),
    "the client's own message fits": (Message(("giulia@rossi.example",)), "fits", ()),
    "the letter's own copy is no stranger": (Message(("giulia@rossi.example",), ("boss@lumen.example",)), "fits", ()),
    "case does not make a stranger": (Message(("Giulia@ROSSI.example",)), "fits", ()),
    "a display name does not either": (Message(("Giulia, Rossi <giulia@rossi.example>",)), "fits", ()),
    "another client's message is refused": (Message(("tom@baker.example",)), "other", ("tom@baker.example",)),
    "the client in Cc does not make it his": (
        Message(("tom@baker.example",), ("giulia@rossi.example",)),
        "other",
        ("tom@baker.example",),
    ),
    "a message to the manager alone is refused": (Message(("boss@lumen.example",)), "other", ("boss@lumen.example",)),
    "a stranger in Cc alone is refused": (Message((), ("tom@baker.example",)), "other", ("tom@baker.example",)),
    "the manager waiting in Cc does not stop it": (Message((), ("boss@lumen.example",)), "fits", ()),
    "one more in To needs a confirmation": (
        Message(("giulia@rossi.example", "tom@baker.example")),
        "extra",
        ("tom@baker.example",),
    ),
    "one more in Bcc needs a confirmation": (
        Message(("giulia@rossi.example",), (), ("tom@baker.example",)),
        "extra",
        ("tom@baker.example",),
    ),
    "a chip that is no address is not trusted": (Message(("Giulia Rossi",)), "other", ("Giulia Rossi",)),
    "an address in a display name is not believed": (Message((HIDDEN,)), "other", (HIDDEN,)),
    "a longer domain is another domain": (
        Message(("giulia@rossi.example.evil.example",)),
        "other",
        ("giulia@rossi.example.evil.example",),
    ),
}


@pytest.mark.parametrize("sentence", CASES)
def test_a_letter_goes_only_into_its_clients_message(sentence):
    message, verdict, strangers = CASES[sentence]
    assert guard(TO, CC, message) == (Verdict(verdict), strangers)


def test_a_domain_in_its_own_script_is_the_same_as_its_ascii_form():
    assert plain_address("info@BÜCHER.example") == plain_address("info@xn--bcher-kva.example")


def test_a_broken_domain_is_compared_as_it_stands():
    assert plain_address("x@ü..ü") == "x@ü..ü"


def test_a_bare_address_keeps_its_spelling():
    assert bare_address(" Giulia <G.Rossi@Example.it> ") == "G.Rossi@Example.it"
