"""Contacts at Microsoft: what is asked for, odd people, categories and folders, pages that end, and limits."""

import pytest

from fakes.microsoft import faults
from fakes.microsoft.accounts import Folder
from fakes.microsoft.persons import ODD, Crowd, contact
from fakes.microsoft_parts import MARA, addresses_of, contacts_of, tokens_of
from segue.clients.contact import Contact
from segue.departure.errors import MailboxBusy, MailboxRefused, NotConnected
from segue.desk.ports import Need
from segue.providers.microsoft.folders import link_in
from segue.providers.microsoft.people import contact_of

pytestmark = pytest.mark.loopback
CONTACTS, FOLDERS = "/v1.0/me/contacts", "/v1.0/me/contactFolders"
ELSEWHERE = "https://graph.elsewhere.example/v1.0/me/contacts?$skiptoken=x"


def found(source, after=""):
    return [one for page in source.pages(after) for one in page.outcomes]


@pytest.fixture
def book(microsoft):
    """Return what gives Mara these contacts and reads them."""

    def of(*persons, folders=()):
        microsoft.account(MARA, list(persons), folders)
        return contacts_of(microsoft)

    return of


def test_only_needed_fields_are_asked_for_a_thousand_at_a_time(microsoft, book):
    found(book(contact("Tom Stainsby", "tom@brightwater.example")))
    (asked,) = [one.query for one in microsoft.traffic.calls if one.path == CONTACTS]
    (fields,) = asked["$select"]
    assert asked["$top"] == ["1000"]
    assert not [word for word in ("birthday", "Notes", "spouse", "home", "photo", "children") if word in fields]


def test_a_person_becomes_what_a_file_would_have_brought(book):
    anna = contact(
        "Анна Иванова", "anna@sever.example", phone="+7 495 123-45-67", company="Sever", categories=["Clients"],
        key="anna1", title="Head of Supply", middleName="Петровна", businessPhones=["+7 495 000-11-22"],
    ) | {"title": "Dr."}  # fmt: skip
    (one,) = found(book(anna))
    assert (one.source, one.key, one.row) == ("Outlook Contacts", "AAMkAContactanna1AAA=", 1)
    assert (one.title, one.given, one.patronymic, one.family) == ("Dr.", "Анна", "Петровна", "Иванова")
    assert (one.emails, one.phones) == (("anna@sever.example",), ("+7 495 000-11-22", "+7 495 123-45-67"))
    assert (one.company, one.job_title, one.labels) == ("Sever", "Head of Supply", ("Clients",))


def test_every_folder_is_read_however_deep_and_its_name_is_a_label(book):
    deep = Folder("Milan", [contact("Ada Conti", "ada@conti.example", categories=["Italy"])])
    folders = [Folder("Clients", [contact("Tom", "tom@brightwater.example")], [deep]), Folder("Friends")]
    read = found(book(contact("Lena", "lena@sever.example"), folders=folders))
    assert {one.name: one.labels for one in read} == {"Lena": (), "Tom": ("Clients",), "Ada Conti": ("Italy", "Milan")}
    assert [one.row for one in read] == [1, 2, 3]


def test_more_folders_than_a_page_holds_are_all_read(book):
    folders = [Folder(f"Folder {n}", [contact(f"Person {n}", f"p{n}@firm.example")]) for n in range(120)]
    assert len(found(book(folders=folders))) == 120


def test_odd_people_are_contacts_or_problems_as_from_a_file_and_empty_ones_nothing(book):
    read = found(book(*ODD))
    kept = [one for one in read if isinstance(one, Contact)]
    codes = {one.contact.name if one.contact else one.value: one.code for one in read if not isinstance(one, Contact)}
    assert {codes[name] for name in ("No Address", "Null Address")} == {"row_no_address"}
    assert {codes[name] for name in ("Broken Address", "Exchange Own")} == {"row_bad_address"}
    assert not [one for one in kept if set(one.name) & set("\r\n\u202e\u200b\u200f")]
    assert len(read) == len(ODD) - 1


@pytest.mark.parametrize(
    "broken",
    [{"displayName": 7}, {"emailAddresses": "tom"}, {"emailAddresses": [None, 7, {"address": 7}]}, {"categories": {}},
     {"businessPhones": [None, 7]}, {"mobilePhone": ["+7"]}],
)  # fmt: skip
def test_a_person_of_another_shape_than_promised_stops_nobody(broken):
    assert contact_of("Outlook Contacts", 1, {**contact("Tom", "tom@brightwater.example"), **broken}, "") is not None
    assert contact_of("Outlook Contacts", 2, ["no person"], "") is None


# Pages


def test_pages_say_how_many_there_are_in_one_folder_and_only_the_first_begins(microsoft):
    microsoft.account(MARA, 2_500)
    pages = list(contacts_of(microsoft).pages())
    assert [(len(page.outcomes), page.total, page.first) for page in pages] == [
        (1000, 2_500, True),
        (1000, 2_500, False),
        (500, 2_500, False),
    ]


def test_of_several_folders_nobody_knows_how_many_there_are(microsoft):
    microsoft.account(MARA, 1_200, [Folder("Clients", Crowd(5))])
    pages = list(contacts_of(microsoft).pages())
    assert [(len(page.outcomes), page.total, page.first) for page in pages] == [
        (1000, None, True),
        (200, None, False),
        (5, None, False),
    ]


def test_reading_on_asks_for_no_page_again(microsoft):
    microsoft.account(MARA, 2_500, [Folder("Clients", Crowd(5))])
    first, *_ = contacts_of(microsoft).pages()
    microsoft.traffic.calls.clear()
    assert [one.row for one in found(contacts_of(microsoft), first.after)] == list(range(1_001, 2_506))
    assert microsoft.traffic.count("GET", CONTACTS) == 2


def test_a_page_that_microsoft_forgot_is_read_from_the_start(microsoft):
    microsoft.account(MARA, 2_500)
    first, *_ = contacts_of(microsoft).pages()
    microsoft.page_tokens.expire()
    assert [page.first for page in contacts_of(microsoft).pages(first.after)] == [True, False, False]


def test_a_folder_that_is_gone_when_reading_goes_on_means_from_the_start(microsoft):
    mara = microsoft.account(MARA, 5, [Folder("Clients", Crowd(5))])
    first, *_ = contacts_of(microsoft).pages()
    mara.book.folders = ()
    assert [page.first for page in contacts_of(microsoft).pages(first.after)] == [True]


def test_an_answer_that_no_place_can_be_blamed_for_is_not_read_anew_for_ever(microsoft):
    microsoft.account(MARA, 10)
    microsoft.fails("GET", CONTACTS, faults.refused(faults.errors.bad_request("no")))
    with pytest.raises(MailboxRefused):
        found(contacts_of(microsoft))


def test_a_kept_link_that_leads_elsewhere_is_not_followed(microsoft):
    microsoft.account(MARA, 10)
    read = list(contacts_of(microsoft).pages(f"1000 2500 - {ELSEWHERE}"))
    assert [page.first for page in read] == [True]


def test_a_link_that_leads_elsewhere_is_refused(microsoft):
    root = addresses_of(microsoft).root
    with pytest.raises(MailboxRefused):
        link_in({"@odata.nextLink": ELSEWHERE}, root)
    assert link_in({"@odata.nextLink": f"{root}/me/contacts?$skiptoken=x"}, root).endswith("x")


def test_an_address_book_without_anybody_is_one_empty_page(microsoft):
    microsoft.account(MARA)
    assert [(page.outcomes, page.after, page.first) for page in contacts_of(microsoft).pages()] == [((), "", True)]


# What goes wrong


@pytest.mark.parametrize(
    "fault", [faults.broken(500), faults.broken(502), faults.malformed(), faults.dropped_before(), faults.too_many()]
)
def test_a_page_that_goes_wrong_may_be_read_again(microsoft, fault):
    microsoft.account(MARA, 10)
    microsoft.fails("GET", CONTACTS, fault)
    source = contacts_of(microsoft)
    with pytest.raises(MailboxBusy):
        found(source)
    assert len(found(source)) == 10


@pytest.mark.parametrize("fault", [faults.too_many("90"), faults.concurrency("90")])
def test_how_long_microsoft_asks_to_wait_is_passed_on(microsoft, fault):
    microsoft.account(MARA, 10)
    microsoft.fails("GET", CONTACTS, fault)
    with pytest.raises(MailboxBusy) as busy:
        found(contacts_of(microsoft))
    assert busy.value.values["wait_seconds"] == 90.0


def test_a_token_that_has_ended_is_replaced_once(microsoft):
    microsoft.account(MARA, 10)
    token = tokens_of(microsoft, Need.CONTACTS)
    microsoft.tokens.end_access(MARA)
    assert len(found(contacts_of(microsoft, token))) == 10
    assert len(token.asked) == 1


@pytest.mark.parametrize(
    ("fault", "code"),
    [(faults.unauthorised(), "account_not_connected"), (faults.challenged("{}"), "account_interaction_needed")],
)
def test_an_account_whose_fresh_token_is_not_taken_either_has_to_be_connected_again(microsoft, fault, code):
    microsoft.account(MARA, 10)
    microsoft.fails("GET", FOLDERS, fault, nth={1, 2})
    with pytest.raises(NotConnected, match=code):
        found(contacts_of(microsoft))
    assert microsoft.traffic.count("GET", FOLDERS) == 2


def test_contacts_that_were_not_allowed_are_asked_for(microsoft):
    microsoft.account(MARA, 10)
    with pytest.raises(NotConnected, match="account_permission_missing"):
        found(contacts_of(microsoft, tokens_of(microsoft, Need.DRAFTS)))
