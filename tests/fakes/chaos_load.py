"""People at work while processes die under them: every one keeps what he was answered, to be held against the rows."""

import json
import random
import re
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlencode

from sqlalchemy.exc import OperationalError

from fakes.chaos_ask import AWAY, Answer, as_upload, asked, words_of_its_own
from fakes.chaos_company import Companies, Seat
from fakes.chaos_processes import Host

DOCUMENTED = frozenset({200, 302, 303, 304, 404, 409, 422})
AT_THE_MAILBOX = 502
"""What a page answers that asked a mailbox which did not do it."""
PAUSE_SECONDS, AGAIN_AFTER_SECONDS = 0.03, 0.2
MOST_UPLOADS = 200
FORM = "application/x-www-form-urlencoded"


class Mark(NamedTuple):
    """A mark that was asked for, by the words that its entry in the history has, and how many such there may be."""

    words: str
    answer: Answer
    entries: tuple[int, ...]


class Upload(NamedTuple):
    """A file that was handed in, under a name that no other has."""

    seat: Seat
    name: str
    addresses: tuple[str, ...]
    answer: Answer


@dataclass
class Load:
    """What people do and what they were answered; ``webs`` are asked at random, ``over`` ends it."""

    companies: Companies
    webs: list[Host]
    over: threading.Event = field(default_factory=threading.Event)
    statuses: Counter[int] = field(default_factory=Counter)
    odd: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    opened: list[tuple[str, Answer]] = field(default_factory=list)
    uploads: list[Upload] = field(default_factory=list)
    erased: list[tuple[str, str]] = field(default_factory=list)
    unsure: set[str] = field(default_factory=set)

    def begin(self) -> list[threading.Thread]:
        """Let everybody begin."""
        work = (self.hand_out, self.hand_out, self.mark_on_pages, self.draft, self.upload, self.upload_there,
                self.erase, self.look_around, self.look_around)  # fmt: skip
        threads = [threading.Thread(target=self._again_and_again, args=(one,), daemon=True) for one in work]
        for thread in threads:
            thread.start()
        return threads

    # What each does once

    def hand_out(self) -> None:
        """Open a letter in a pane, and say how it went."""
        letter_id = random.choice(self.letter_ids[30:50])
        self.opened.append((letter_id, self.call("POST", f"/api/v1/letters/{letter_id}/open")))
        words, status = words_of_its_own(), random.choice(("inserted", "sent", "to_do", "phoned"))
        told = json.dumps({"status": status, "reason": words})
        answer = self.call("PUT", f"/api/v1/letters/{letter_id}/status", told)
        was_so = answer.is_done and json.loads(answer.text)["previous"] == status
        self._marked(words, answer, 0 if was_so else 1)

    def mark_on_pages(self) -> None:
        """Skip a client on the queue page, and take it back; nobody else says either of these letters."""
        letter_id = random.choice(self.letter_ids[50:56])
        for status in ("skipped", "to_do"):
            words = words_of_its_own()
            answer = self.post(self.companies.leaver, f"/letters/{letter_id}/status", status=status, reason=words)
            self._marked(words, answer, *((0, 1) if letter_id in self.unsure else (1,)))
            if answer.is_open:
                self.unsure.add(letter_id)
                return
            self.unsure.discard(letter_id)

    def draft(self) -> None:
        """Have all letters put in Drafts; go on with what was stopped."""
        seat = self.companies.leaver
        with self.companies.look("office") as desk:
            run = desk.stores.draftings.newest(seat.departure_id, seat.person.id)
        if run is None or run.state in ("done", "cancelled"):
            self.post(seat, f"/departures/{seat.departure_id}/drafting")
        elif run.state in ("stopped", "paused"):
            self.post(seat, f"/departures/{seat.departure_id}/drafting/{run.id}", do="resume")
        elif random.random() < 0.1:
            self.post(seat, f"/departures/{seat.departure_id}/drafting/{run.id}", do="pause")
        else:
            self.get(seat, f"/departures/{seat.departure_id}/drafting/{run.id}")
        time.sleep(0.3)

    def upload(self) -> None:
        """Hand in a file of contacts, small or large."""
        self._upload(self.companies.other)

    def upload_there(self) -> None:
        """Do the same in the other company."""
        self._upload(self.companies.rival)

    def erase(self) -> None:
        """Erase one client, until that is sure."""
        seat = self.companies.leaver
        waiting = [one for one in self.to_erase if one not in self.erased]
        if not waiting:
            time.sleep(0.3)
            return
        client_id, name = waiting[0]
        here = f"/departures/{seat.departure_id}/clients/{client_id}/erase"
        page = self.get(seat, here)
        version = re.search(r'name="version" value="(\d+)"', page.text)
        if version:
            answer = self.post(seat, here, sure="yes", version=version[1])
            if answer.is_done or answer.status == 404:
                self.erased.append((client_id, name))
        elif page.status == 404:  # it was erased before an answer that broke
            self.erased.append((client_id, name))
        time.sleep(0.5)

    def look_around(self) -> None:
        """Look at pages as open windows do."""
        companies = self.companies
        seat = random.choice((companies.leaver, companies.other, companies.rival))
        here = f"/departures/{seat.departure_id}"
        pages = [f"{here}/contacts", f"{here}/pulse", f"{here}/clients", "/", "/api/v1/session"]
        if seat is companies.leaver:
            pages += [f"{here}/hand-out", f"{here}/hand-out/queue", f"/api/v1{here}/queue"]
        self.get(seat, random.choice(pages))

    def _upload(self, seat: Seat) -> None:
        if sum(one.seat is seat for one in self.uploads) >= MOST_UPLOADS:
            time.sleep(1)
            return
        name = f"{words_of_its_own()}.csv"
        stem, count = name.partition(".")[0], random.choice((3, 40, 40))
        addresses = tuple(f"{stem}-{n}@buyer.example" for n in range(count))
        rows = "".join(f"Kim {stem} {n},{address},Buyer\n" for n, address in enumerate(addresses))
        body, kind = as_upload(seat.csrf, name, f"Name,Email,Company\n{rows}")
        answer = self.ask("POST", f"/departures/{seat.departure_id}/contacts", seat, body, kind)
        self.uploads.append(Upload(seat, name, addresses, answer))
        time.sleep(0.15)

    def _marked(self, words: str, answer: Answer, *when_done: int) -> None:
        entries = (0, 1) if answer.is_open else when_done if answer.is_done else (0,)
        self.marks.append(Mark(words, answer, entries))

    # How

    def get(self, seat: Seat, path: str) -> Answer:
        """Open a page."""
        return self.ask("GET", path, seat)

    def post(self, seat: Seat, path: str, **fields: str) -> Answer:
        """Hand in a form."""
        return self.ask("POST", path, seat, urlencode({"csrf_token": seat.csrf, **fields}), FORM)

    def call(self, method: str, path: str, body: str = "{}") -> Answer:
        """Make a call of the API for the leaver."""
        return self.ask(method, path, self.companies.leaver, body, "application/json")

    def ask(self, method: str, path: str, seat: Seat, body: str | bytes = "", kind: str = "") -> Answer:
        """Ask one of the web processes, and keep the status."""
        headers = {"Cookie": f"segue={seat.secret}", "X-CSRF-Token": seat.csrf, "Content-Type": kind or FORM}
        answer = asked(random.choice(self.webs).port, method, path, body, headers)
        self.statuses[answer.status] += 1
        if answer.is_open:
            time.sleep(AGAIN_AFTER_SECONDS)
        if answer.status not in DOCUMENTED | {0, AWAY, AT_THE_MAILBOX}:
            self.odd.append(f"{method} {path} was answered with {answer.status}")
        return answer

    def _again_and_again(self, work: Callable[[], None]) -> None:
        while not self.over.is_set():
            try:
                work()
            except OperationalError:  # PostgreSQL is away, and this looked for itself
                time.sleep(0.2)
            except Exception as error:
                self.odd.append(f"{work.__name__}: {type(error).__name__} {error}")
            time.sleep(PAUSE_SECONDS)

    def __post_init__(self) -> None:
        letters = sorted(self.companies.office.letters(), key=lambda one: int(re.sub(r"\D", "", one.client_name)))
        self.letter_ids = [one.id for one in letters]
        self.to_erase = [(one.client_id, one.client_name.split()[0]) for one in letters[56:60] + letters[5:7]]
