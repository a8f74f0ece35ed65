"""The pages of the account list: the approver brings it and decides, the leaver sees it and chooses (C7)."""

import io

import pytest
from openpyxl import Workbook

from fakes.office import CLIENTS, Office, contact

NOT_CHOSEN = contact("Ann Lee", "ann@harbour.example", "Harbour Ltd", "Friends")
LIST = "Brightwater Food\nAshdown Tools\nHarbour\nKestrel Yachts\n"
OWNED = b"Account,Owner\nBrightwater Foods,Mara Lindqvist\nAshdown Tools,Ines Duarte\n"


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path).listed(*CLIENTS, NOT_CHOSEN)


@pytest.fixture
def url(office):
    return f"/departures/{office.departure_id}/accounts"


@pytest.fixture
def manager(office, url):
    visitor = office.as_(office.manager)
    assert visitor.post(f"{url}/list", pasted=LIST).status_code == 302
    return visitor


def upload(visitor, url, name, content, **fields):
    return visitor.post(f"{url}/list", file=(io.BytesIO(content), name), **fields)


def names(office):
    with office.look() as desk:
        return [one.name for one in desk.stores.account_lists.accounts(office.departure_id)]


def test_the_approver_sees_what_is_missing_on_either_side(manager, url):
    missing = manager.get(url).text
    assert "Missing among the clients (2)" in missing
    assert "Missing from the account list (2)" in missing
    assert "On both lists (2)" in missing
    assert missing.index("Harbour") < missing.index("Kestrel Yachts")
    assert "Tessitura Oriani" in manager.get(f"{url}?list=unlisted").text
    matched = manager.get(f"{url}?list=matched").text
    assert matched.index("nearly the same name") < matched.index("(the same name)")


def test_the_leaver_chooses_whom_he_forgot_and_changes_nothing_else(office, manager, url):
    leaver = office.as_(office.leaver)
    page = leaver.get(url).text
    assert "Choose 1 person of Harbour" in page
    assert "Read the list" not in page
    assert 'value="not_his"' not in page
    assert leaver.post(url, do="choose", account="n:harbour").status_code == 302
    assert office.client("Ann").chosen
    assert leaver.post(url, do="same", account="Kestrel Yachts", company="Harbour Ltd").status_code == 403
    assert leaver.post(f"{url}/list", pasted="Mine alone").status_code == 403
    assert "Mine alone" not in names(office)


def test_the_approver_does_not_choose_for_the_leaver(office, manager, url):
    assert manager.post(url, do="choose", account="n:harbour").status_code == 404
    assert not office.client("Ann").chosen


def test_a_decision_is_said_undone_and_wrong_ones_stand_at_their_field(manager, url):
    assert manager.post(url, do="not_his", account="n:kestrel yachts", reason="Sold").status_code == 302
    said = manager.get(f"{url}?list=said").text
    assert "no client of this employee: Sold" in said
    assert manager.post(url, do="take_back", word="1").status_code == 302
    assert "Sold" not in manager.get(f"{url}?list=missing").text
    wrong = manager.post(url, do="same", account="n:harbour", company="Nobody & Sons")
    assert wrong.status_code == 422
    assert "No company in the contacts is called “Nobody &amp; Sons”" in wrong.text
    assert 'href="#f-company' in wrong.text
    assert manager.post(url, do="sell").status_code == 422


def test_a_list_of_several_owners_asks_and_the_leaver_sees_nothing_until_then(office, url):
    manager, leaver = office.as_(office.manager), office.as_(office.leaver)
    assert upload(manager, url, "all.csv", OWNED).status_code == 302
    page = manager.get(url).text
    assert 'value="Mara Lindqvist" checked' in page
    assert 'value="Ines Duarte"><label' in page
    assert "Ashdown Tools" not in leaver.get(url).text
    assert "Ines" not in leaver.get(url).text
    assert manager.post(f"{url}/list", do="owners").status_code == 422
    assert manager.post(f"{url}/list", do="owners", owner="Mara Lindqvist").status_code == 302
    assert names(office) == ["Brightwater Foods"]


def test_unknown_columns_are_asked_for_and_then_read(office, url):
    manager = office.as_(office.manager)
    table = b"Foo;Bar\nHarbour;harbour.example\n"
    asked = upload(manager, url, "odd.csv", table)
    assert asked.status_code == 422
    assert 'name="column-1"' in asked.text
    assert "harbour.example" in asked.text
    told = {"column-0": "name", "column-1": "domain", "header": "yes"}
    assert upload(manager, url, "odd.csv", table, **told).status_code == 302
    assert names(office) == ["Harbour"]


def test_rows_that_cannot_be_used_are_told_and_the_others_kept(office, url):
    answer = upload(office.as_(office.manager), url, "a.csv", b"Account,Owner\n,Mara\nHarbour,Mara\n")
    assert answer.status_code == 200
    assert "Row 2 of a.csv names no account: Mara" in answer.text
    assert names(office) == ["Harbour"]


def test_a_workbook_is_read_too(office, url):
    book = Workbook()
    for row in (["Account name"], ["Harbour"]):
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    assert upload(office.as_(office.manager), url, "a.xlsx", content.getvalue()).status_code == 302
    assert names(office) == ["Harbour"]


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({}, "Choose a file first."),
        ({"file": (b"%PDF-1.7", "a.pdf")}, "it looks like pdf"),
        ({"file": (b"BEGIN:VCARD\n", "a.vcf")}, "contact cards, not accounts"),
    ],
)
def test_what_is_no_list_is_refused_with_advice(office, url, fields, text):
    fields = {name: (io.BytesIO(content), file) for name, (content, file) in fields.items()}
    answer = office.as_(office.manager).post(f"{url}/list", **fields)
    assert answer.status_code == 422
    assert text in answer.text


def test_the_list_is_searched_and_paged_on_the_server(office, url):
    manager = office.as_(office.manager)
    manager.post(f"{url}/list", pasted="\n".join(f"Account {number:03} of many" for number in range(120)))
    assert "Account 049" in manager.get(url).text
    assert "Account 050" not in manager.get(url).text
    assert "Account 119" in manager.get(f"{url}?page=3").text
    found = manager.get(f"{url}?q=ACCOUNT 077").text
    assert "Account 077" in found
    assert "Account 078" not in found
    assert manager.get(f"{url}?list=nonsense&page=x&q=%25").status_code == 200


def test_the_comparison_is_a_table_to_take_along_and_that_is_recorded(office, manager, url):
    answer = manager.post(f"{url}.csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="segue-accounts.csv"'
    assert 'Harbour,,"in the contacts, nobody chosen",Harbour Ltd,the same name,1,0' in answer.text
    with office.look() as desk:
        assert [one.verb for one in desk.stores.audit.entries(office.departure_id)][-1] == "take_accounts"


def test_the_list_can_be_deleted(office, manager, url):
    assert manager.post(f"{url}/list", do="forget").status_code == 302
    assert names(office) == []
    assert "Add the account list" in manager.get(url).text
    assert "No account list yet" in office.as_(office.leaver).get(url).text


@pytest.mark.parametrize("who", ["successor", "administrator", "other_leaver"])
def test_an_account_list_is_not_there_for_anybody_else(office, manager, url, who):
    visitor = office.as_(getattr(office, who))
    answers = [
        visitor.get(url),
        visitor.post(url, do="choose", account="n:harbour"),
        visitor.post(f"{url}/list", pasted="Acme"),
        visitor.post(f"{url}.csv"),
    ]
    assert [answer.status_code for answer in answers] == [404] * 4
    assert not [answer for answer in answers if "Harbour" in answer.text]


def test_the_report_names_accounts_of_which_nobody_was_told(office, manager, url):
    page = manager.get(url.replace("accounts", "report")).text
    assert "Accounts where nobody was told: 4" in page
    assert "companies that are not on the account list: 2" in page
    table = manager.post(url.replace("accounts", "report"), do="csv").text
    assert "Kestrel Yachts,,,account: nobody told,nobody in the contacts,," in table


def test_names_of_accounts_are_text_and_never_markup(office, url):
    manager = office.as_(office.manager)
    manager.post(f"{url}/list", pasted="<script>alert(1)</script>\n\u202eevil")
    page = manager.get(url).text
    assert "<script>alert" not in page
    assert "\u202e" not in page


def test_the_departure_page_leads_to_the_list_once_there_is_one(office, url):
    leaver = office.as_(office.leaver)
    assert f'href="{url}"' not in leaver.get(f"/departures/{office.departure_id}").text
    office.as_(office.manager).post(f"{url}/list", pasted=LIST)
    page = leaver.get(f"/departures/{office.departure_id}").text
    assert f'<a href="{url}">2 with nobody chosen</a>' in page
