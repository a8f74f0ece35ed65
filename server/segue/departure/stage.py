"""The way through as tables: where a departure stands, what may be done there, and by whom (P1, P6, P8).

``MOVES`` is the whole state machine: a verb that a stage does not name cannot be done in it.
``docs/states.md`` shows the same as a picture, and a test compares the two.
"""

from enum import StrEnum

from segue.departure.errors import NotNow


class Stage(StrEnum):
    """Where a departure stands."""

    PREPARING = "preparing"
    ASKED = "asked"
    REFUSED = "refused"
    ANSWERED = "answered"
    AGREED = "agreed"
    CANCELLED = "cancelled"
    CLOSED = "closed"


class Verb(StrEnum):
    """Everything that can be done with a departure, as the audit names it too."""

    CHANGE_FACTS = "change_facts"
    CHOOSE_CLIENTS = "choose_clients"
    ASK = "ask"
    ALLOW = "allow"
    REFUSE = "refuse"
    DELEGATE = "delegate"
    REPLACE_APPROVER = "replace_approver"
    TAKE_OVER = "take_over"
    AGREE = "agree"
    DECLINE = "decline"
    GIVE_LETTERS = "give_letters"
    READ_LETTERS = "read_letters"
    HAND_OUT = "hand_out"
    MARK = "mark"
    TELL_SUCCESSOR = "tell_successor"
    CORRECT_CARD = "correct_card"
    CANCEL = "cancel"
    CLOSE = "close"
    ERASE = "erase"


class Role(StrEnum):
    """What a person is to a departure. Who leads it is its leaver, or the approver who took it over."""

    LEADER = "leader"
    LEAVER = "leaver"
    APPROVER = "approver"
    TELLER = "teller"
    SUCCESSOR = "successor"
    ADMINISTRATOR = "administrator"


ALWAYS = {Verb.CHANGE_FACTS, Verb.CHOOSE_CLIENTS}
DECIDED = {Verb.ALLOW: Stage.ANSWERED, Verb.REFUSE: Stage.REFUSED}
PEOPLE_CHANGE = {Verb.DELEGATE, Verb.REPLACE_APPROVER, Verb.TAKE_OVER, Verb.TELL_SUCCESSOR, Verb.CORRECT_CARD}


def _staying(stage: Stage, *verbs: Verb) -> dict[Verb, Stage]:
    return dict.fromkeys(verbs, stage)


MOVES: dict[Stage, dict[Verb, Stage]] = {
    Stage.PREPARING: {
        **_staying(Stage.PREPARING, *ALWAYS, Verb.REPLACE_APPROVER),
        Verb.ASK: Stage.ASKED,
        Verb.TAKE_OVER: Stage.ASKED,
        Verb.CANCEL: Stage.CANCELLED,
        Verb.ERASE: Stage.PREPARING,
    },
    Stage.ASKED: {
        **_staying(Stage.ASKED, *ALWAYS, *PEOPLE_CHANGE, Verb.ERASE),
        **DECIDED,
        Verb.CANCEL: Stage.CANCELLED,
    },
    Stage.REFUSED: {
        **_staying(Stage.REFUSED, *ALWAYS, *PEOPLE_CHANGE, Verb.ERASE),
        **DECIDED,
        Verb.CANCEL: Stage.CANCELLED,
        Verb.CLOSE: Stage.CLOSED,
    },
    Stage.ANSWERED: {
        **_staying(Stage.ANSWERED, *ALWAYS, *PEOPLE_CHANGE, Verb.READ_LETTERS, Verb.MARK, Verb.ERASE),
        **DECIDED,
        Verb.AGREE: Stage.AGREED,
        Verb.DECLINE: Stage.ASKED,
        Verb.CANCEL: Stage.CANCELLED,
    },
    Stage.AGREED: {
        **_staying(Stage.AGREED, *ALWAYS, *PEOPLE_CHANGE, Verb.READ_LETTERS, Verb.MARK, Verb.ERASE),
        **_staying(Stage.AGREED, Verb.GIVE_LETTERS, Verb.HAND_OUT, Verb.AGREE),
        **DECIDED,
        Verb.DECLINE: Stage.ASKED,
        Verb.CANCEL: Stage.CANCELLED,
        Verb.CLOSE: Stage.CLOSED,
    },
    Stage.CANCELLED: {Verb.ERASE: Stage.CANCELLED},
    Stage.CLOSED: {Verb.ERASE: Stage.CLOSED},
}
"""Stage and verb to the stage that follows. A second answer leaves what was agreed only where it allows no more."""

WHO: dict[Verb, frozenset[Role]] = {
    Verb.CHANGE_FACTS: frozenset({Role.LEADER}),
    Verb.CHOOSE_CLIENTS: frozenset({Role.LEADER}),
    Verb.ASK: frozenset({Role.LEADER}),
    Verb.ALLOW: frozenset({Role.APPROVER}),
    Verb.REFUSE: frozenset({Role.APPROVER}),
    Verb.DELEGATE: frozenset({Role.APPROVER}),
    Verb.REPLACE_APPROVER: frozenset({Role.ADMINISTRATOR}),
    Verb.TAKE_OVER: frozenset({Role.APPROVER, Role.ADMINISTRATOR}),
    Verb.AGREE: frozenset({Role.LEAVER}),
    Verb.DECLINE: frozenset({Role.LEAVER}),
    Verb.GIVE_LETTERS: frozenset({Role.LEADER}),
    Verb.READ_LETTERS: frozenset({Role.APPROVER}),
    Verb.HAND_OUT: frozenset({Role.TELLER}),
    Verb.MARK: frozenset({Role.TELLER}),
    Verb.TELL_SUCCESSOR: frozenset({Role.LEADER, Role.APPROVER}),
    Verb.CORRECT_CARD: frozenset({Role.SUCCESSOR}),
    Verb.CANCEL: frozenset({Role.LEADER, Role.APPROVER}),
    Verb.CLOSE: frozenset({Role.LEADER, Role.APPROVER}),
    Verb.ERASE: frozenset({Role.LEADER, Role.ADMINISTRATOR}),
}
"""Who may do what; whoever sees nothing of a departure is told that there is none."""

REFUSALS: dict[Stage, str] = {
    Stage.PREPARING: "not_asked_yet",
    Stage.ASKED: "not_answered_yet",
    Stage.REFUSED: "not_allowed_to_tell",
    Stage.ANSWERED: "not_agreed_yet",
    Stage.AGREED: "agreed_already",
    Stage.CANCELLED: "departure_cancelled",
    Stage.CLOSED: "departure_closed",
}
"""Why a verb cannot be done, by stage: keys of sentences in the catalogue."""


def after(stage: Stage, verb: Verb) -> Stage:
    """Return the stage that a verb leads to; raises NotNow where it cannot be done."""
    if verb not in MOVES[stage]:
        raise NotNow(REFUSALS[stage])
    return MOVES[stage][verb]
