"""Questions and refusals as cards: every one says in words what is the matter and what to do."""

import json
from collections.abc import Mapping, Sequence

from segue.departure.errors import SegueError
from segue.desk.submitted import SubmittedLetter
from segue.doors.cards.clicks import of_card
from segue.doors.cards.guard import Message, plain_address
from segue.doors.cards.widgets import Card, Widget, buttons, card, click, click_to_open, link, paragraph, safe, section
from segue.doors.language import say
from segue.doors.problems import advice

MOST_NAMED = 10


def refusal(error: SegueError) -> Card:
    """Return why something did not work, as the pages say it."""
    page = buttons(link(say("cards.open_segue"), "/"))
    return card(say("error.title"), [section(paragraph(safe(advice(error), 600)), page)])


def other_message(strangers: Sequence[str]) -> Card:
    """Return that the message goes to somebody else: nothing was inserted."""
    text = say("pane.outcome.other_recipient", addresses=_named(strangers))
    return card(say("pane.title"), [section(paragraph(safe(text, 1_000)))])


def asking_extra(
    letter: SubmittedLetter, message: Message, strangers: Sequence[str], said: Mapping[str, str], subject: str
) -> Card:
    """Return the question whether others may read the letter too; the answer holds for these addresses alone."""
    extra = json.dumps(sorted({plain_address(one) for one in strangers}), ensure_ascii=False)
    card_id = of_card(said.get("card", ""), "extra")
    about = {"letter": letter.id, "where": message.as_text(card_id), "card": card_id, "subject": subject}
    wanted = {"do": said.get("do", "insert"), "question": said.get("question", "")}  # the letter, or an answer
    yes = click(say("pane.ask.extra.yes"), extra=extra, **wanted, **about)
    detail = say("pane.ask.extra.detail", client=letter.client_name)
    return _question(say("pane.ask.extra.title"), detail, _named(strangers), yes, say("pane.ask.extra.no"))


def asking_again(letter: SubmittedLetter, said: Mapping[str, str], subject: str) -> Card:
    """Return the question whether a letter that was inserted is to be inserted once more."""
    kept = {name: said.get(name, "") for name in ("where", "extra")}
    ticked = subject or said.get("subject", "")
    again = {"card": of_card(said.get("card", ""), "again"), "twice": "yes", "subject": ticked, **kept}
    yes = click(say("cards.again_yes"), "insert", letter=letter.id, **again)
    detail = say("cards.again_detail", client=letter.client_name)
    return _question(say("cards.again_title"), detail, "", yes, say("pane.ask.replace.no"))


def asking_once_more(letter: SubmittedLetter) -> Card:
    """Return the question whether a letter that stands in a Drafts folder is to be opened in a message, too."""
    yes = click_to_open(say("pane.ask.drafts.yes"), "open", letter=letter.id, twice="yes")
    detail = say("pane.ask.drafts.detail", client=letter.client_name)
    return _question(say("pane.ask.drafts.title"), detail, "", yes, say("pane.ask.drafts.no"))


def _question(title: str, detail: str, named: str, yes: dict[str, object], no: str) -> Card:
    widgets: list[Widget] = [paragraph(safe(detail, 600))]
    widgets += [paragraph(safe(named, 1_000))] if named else []
    return card(title, [section(*widgets, buttons(yes, click(no, "back")))])


def _named(addresses: Sequence[str]) -> str:
    more = ["…"] if len(addresses) > MOST_NAMED else []
    return ", ".join([*addresses[:MOST_NAMED], *more])
