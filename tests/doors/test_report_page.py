"""Who is told, at any moment: the same numbers wherever they stand, and a page for the file that shows it (A4, H7)."""

import csv
import io
import json
import re
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import Phase, given, settings
from hypothesis import strategies as some

from fakes.office import CLIENTS, LEAVER, MANAGER, Office, contact
from segue.departure.audit import Head
from segue.departure.errors import SegueError
from segue.departure.letter_state import LetterState, Told
from segue.desk.audit_export import first_break
from segue.desk.mark import set_status
from segue.desk.outcomes import numbers
from segue.desk.reading import reject

NAMES = [client.given for client in CLIENTS]
MARKS = some.lists(some.tuples(some.sampled_from(NAMES), some.sampled_from([*Told, "rejected"])), max_size=12)


def path_of(office, more=""):
    return f"/departures/{office.departure_id}/report{more}"


def mark(office, name, status, why=""):
    with office.desk() as desk:
        set_status(desk, LEAVER, office.letter(name).id, status, why)


def taken(office, do, who=MANAGER):
    return office.as_(who).post(path_of(office), do=do)


def said(page):
    """Return what a page says, without its markup."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.text)).split())


def told_words(page):
    """Return the numbers of clients told and in all, as a page says them."""
    found = re.search(r"Clients told: (\d+) of (\d+)", said(page))
    return int(found[1]), int(found[2])


def table_of(page):
    """Return the table of numbers beside the picture."""
    table = page.text.split('class="told-numbers"')[1].split("</table>")[0]
    rows = re.findall(r'<rect class="o-(\w+)".*?<td class="number">(\d+)</td>', table, re.DOTALL)
    return {outcome: int(count) for outcome, count in rows}


def do_all(office, marks):
    for name, what in marks:
        try:
            if what != "rejected":
                mark(office, name, what, "on leave")
            elif office.letter(name).state is LetterState.WAITING:
                with office.desk() as desk:
                    letter = office.letter(name)
                    reject(desk, MANAGER, office.departure_id, {letter.id: letter.digest}, "Too short.")
        except SegueError:
            continue  # what cannot be said of this letter


@settings(max_examples=8, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(marks=MARKS, approved=some.booleans())
def test_the_same_numbers_stand_wherever_they_are_shown(marks, approved):
    with TemporaryDirectory() as folder:
        office = Office(Path(folder)).given()
        if approved:
            office.approve()
        do_all(office, marks)
        with office.look() as desk:
            found = numbers(desk, office.departure)
        counts = {outcome.value: count for outcome, count in found.outcomes.items()}
        assert sum(counts.values()) == len(CLIENTS)
        manager, leaver = office.as_(MANAGER), office.as_(LEAVER)
        pages = [manager.get("/"), manager.get(path_of(office)), taken(office, "file")]
        pages += [
            leaver.get(path_of(office)[:-7]),
            leaver.get(path_of(office)),
            leaver.get(path_of(office)[:-6] + "close"),
        ]
        assert {told_words(page) for page in pages} == {(found.told, len(CLIENTS))}
        assert table_of(pages[1]) == table_of(pages[2]) == counts
        rows = list(csv.DictReader(io.StringIO(taken(office, "csv").text.removeprefix("\ufeff"))))
        know = [row for row in rows if row["Outcome"] in ("told by letter", "told by phone")]
        assert (len(know), len(rows)) == (found.told, len(CLIENTS))
        queue = leaver.get(f"/api/v1/departures/{office.departure_id}/queue").json
        assert (queue["told"], queue["total"]) == (found.told, len(CLIENTS))
        office.engine.dispose()


def test_one_outcome_is_looked_at_alone(tmp_path):
    office = Office(tmp_path).approved()
    mark(office, "Tom", Told.SKIPPED, "rang him")
    page = office.as_(MANAGER).get(path_of(office, "?outcome=skipped"))
    assert "Tom Stainsby" in page.text
    assert "rang him" in page.text
    assert "Callum Reidy" not in page.text
    assert "No client is like this." in office.as_(MANAGER).get(path_of(office, "?outcome=bounced")).text
    assert "Callum Reidy" in office.as_(MANAGER).get(path_of(office, "?outcome=nonsense")).text


def test_a_long_list_comes_in_pages_who_is_left_first(tmp_path):
    many = [contact(f"Ann Lee{n:03}", f"ann{n}@lee{n}.example", f"Lee {n:03}") for n in range(130)]
    office = Office(tmp_path).listed(*many)
    first, second = (office.as_(MANAGER).get(path_of(office, f"?page={n}")).text for n in (1, 2))
    assert (first.count("<bdi>Ann Lee"), second.count("<bdi>Ann Lee")) == (100, 30)
    assert office.as_(MANAGER).get(path_of(office, "?page=99")).text.count("<bdi>Ann Lee") == 30


def test_the_page_for_the_file_says_who_approved_what_and_holds_no_letter(tmp_path):
    office = Office(tmp_path).approved()
    mark(office, "Tom", Told.SENT)
    page = taken(office, "file")
    assert page.headers["Content-Disposition"] == 'attachment; filename="segue-report.html"'
    words = said(page)
    assert "Priya Raman 5 1 Sept 2026, 11:00 0" in words
    assert all(client.name in words for client in CLIENTS)
    letters = [letter.content for letter in office.letters()]
    assert not [one for one in letters if one.subject in words or one.text.split("\n\n")[1][:40] in words]


def test_the_page_for_the_file_needs_nothing_beside_it(tmp_path):
    page = taken(Office(tmp_path).approved(), "file").text
    addresses = re.findall(r'(?:src|href|action)="([^"]*)"', page)
    assert [one.split(",")[0] for one in addresses] == ["data:text/css;base64"]
    assert "csrf" not in page


def test_the_head_in_the_file_shows_later_that_nothing_was_cut_off(tmp_path):
    office = Office(tmp_path).approved()
    head = json.loads(unescape(re.search(r"<code>(.*)</code>", taken(office, "file").text)[1]))
    with office.look() as desk:
        assert desk.stores.audit.last().verb == "download_report", "its own taking is in the record"
        assert first_break(desk.stores.audit, desk.key, Head(head["seq"], head["mac"])) is None
    assert head["workspace"] == "office"


def test_taking_the_file_is_the_managers_answer_when_he_was_asked(tmp_path):
    office = Office(tmp_path).approved()
    with office.desk() as desk:
        now = desk.stores.departures.get(office.departure_id)
        desk.stores.departures.save(type(now)(**{**vars(now), "report_asked_at": office.now}))
    taken(office, "file", LEAVER)
    assert office.departure.report_answered_at is None
    taken(office, "file")
    assert office.departure.report_answered_at == office.now
