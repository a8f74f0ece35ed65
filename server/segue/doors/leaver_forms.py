"""The leaver's two words as they come in: on his contract, and on what the manager allowed."""

from enum import StrEnum
from typing import Annotated

from segue.departure.attestation import Attestation
from segue.departure.consent import ConsentItem
from segue.doors.forms import Day, Form, NoneIfEmpty, missing


class Word(StrEnum):
    """An answer on a contract; who is not sure gets the tighter one."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class AttestationForm(Form):
    """What the leaver declares on his contract (P10). Nothing has a default; only asking needs all of it."""

    notice_given_on: Annotated[Day | None, NoneIfEmpty] = None
    contract_read: Annotated[bool | None, NoneIfEmpty] = None
    non_solicitation: Annotated[Word | None, NoneIfEmpty] = None
    non_compete: Annotated[Word | None, NoneIfEmpty] = None
    confidentiality: Annotated[Word | None, NoneIfEmpty] = None
    post_exit_help: Annotated[Word | None, NoneIfEmpty] = None

    @property
    def is_begun(self) -> bool:
        """Say whether anything is answered."""
        return any(value is not None for value in vars(self).values())

    @property
    def is_finished(self) -> bool:
        """Say whether everything is answered, and the contract read."""
        return bool(self.contract_read) and None not in vars(self).values()

    def attestation(self) -> Attestation:
        """Return the desk's attestation; raises FormErrors naming every answer that is missing."""
        day, is_read = self.notice_given_on, self.contract_read
        if day is None or is_read is None or None in vars(self).values():
            raise missing(self, *type(self).model_fields)
        return Attestation(
            day,
            is_read,
            non_solicitation=self.non_solicitation is not Word.NO,
            non_compete=self.non_compete is not Word.NO,
            confidentiality=self.confidentiality is not Word.NO,
            post_exit_help=self.post_exit_help is Word.YES,
            unsure=frozenset(name for name, word in self if word is Word.UNSURE),
        )


class ConsentForm(Form):
    """What the leaver says to each thing that the manager allowed: True agrees, False declines (P4)."""

    letter: Annotated[bool | None, NoneIfEmpty] = None
    reason: Annotated[bool | None, NoneIfEmpty] = None
    new_job: Annotated[bool | None, NoneIfEmpty] = None
    hope_to_meet: Annotated[bool | None, NoneIfEmpty] = None
    personal_contact: Annotated[bool | None, NoneIfEmpty] = None

    def declined(self) -> frozenset[ConsentItem]:
        """Return what is declined so far."""
        return frozenset(item for item in ConsentItem if getattr(self, item.value) is False)

    def decision(self, shown: frozenset[ConsentItem]) -> frozenset[ConsentItem]:
        """Return what is declined; raises FormErrors naming every thing shown that has no answer.

        Who declines to write at all need not answer the rest.
        """
        open_ = [item.value for item in ConsentItem if item in shown and getattr(self, item.value) is None]
        if open_ and self.letter is not False:
            raise missing(self, *open_)
        return self.declined()
