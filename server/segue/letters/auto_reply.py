"""The automatic reply for after the last day (H9), set by the leaver: an extra that tells no client by itself."""

from dataclasses import dataclass, replace

from segue.departure.errors import InputError
from segue.departure.kind import DepartureKind
from segue.departure.people import Gender
from segue.departure.register import Register
from segue.departure.terms import SenderMode
from segue.letters.cleaning import whole
from segue.letters.facts import LetterFacts, Recipient
from segue.letters.pack import Pack
from segue.letters.render import as_text, block
from segue.letters.sheet import paragraph, said_of, sheet_of

LAYOUT = (("auto_opening", "auto_ends"), ("auto_contact", "auto_contacts", "bridge"))
ANYBODY = Recipient((), is_company=True)
"""Whoever writes: no name, no gender, and the form in which the language addresses companies."""


@dataclass(frozen=True)
class AutoReply:
    """What the leaver sets in his own mailbox; ``subject`` is for the programs that ask for one."""

    locale: str
    subject: str
    text: str


def auto_reply(facts: LetterFacts, pack: Pack) -> AutoReply:
    """Return the automatic reply in a pack's language, from the facts of any letter of the departure.

    It is in the leaver's first person also where the manager tells, and hints at nothing where nobody leaves.
    Raises InputError for facts that make no letter, and ``contact_without_channel``.
    """
    told = _in_his_mailbox(whole(facts))
    if not (told.contact.email or told.contact.phone):
        raise InputError("contact_without_channel", field="contact")
    sheet = sheet_of(told, pack)
    paragraphs = [part for group in LAYOUT for part in paragraph(said_of(group, told, sheet), told, sheet)]
    text = as_text((*paragraphs, block(f"{sheet.say('closing')}\n{told.writer.name}")))
    return AutoReply(pack.locale, pack.own_subjects["auto_reply"].above(several=bool(told.others)), text)


def _in_his_mailbox(facts: LetterFacts) -> LetterFacts:
    """Return the facts as whoever leaves tells them to anybody; to his mailbox a day that is over is never news."""
    announced = facts.mode is not SenderMode.HAND_OVER
    stays = facts.kind.afterwards is DepartureKind.CHANGED_ROLE
    left = DepartureKind.LEAVING if facts.kind is DepartureKind.GONE else facts.kind
    return replace(
        facts,
        register=Register.NEUTRAL,
        mode=SenderMode.LEAVER if announced else SenderMode.HAND_OVER,
        writer=replace(
            facts.writer, name=facts.leaver.name if facts.leaver else facts.writer.name, gender=Gender.UNSTATED
        ),
        client=ANYBODY,
        kind=DepartureKind.CHANGING_ROLE if stays else left,
        leaver=None,
        update=None,
        wording=0,
    )
