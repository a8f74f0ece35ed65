"""Contacts at Google: what is asked for, odd people, labels, pages that end, and quotas."""

import pytest

from fakes.google import faults
from fakes.google.persons import ODD, group_of, person
from fakes.google_parts import MARA, contacts_of, tokens_of
from segue.clients.contact import Contact
from segue.departure.errors import MailboxBusy, MailboxRefused, NotConnected
from segue.desk.ports import Need
from segue.providers.google.people import contact_of

pytestmark = pytest.mark.loopback
CONNECTIONS, OTHERS, GROUPS = "/v1/people/me/connections", "/v1/otherContacts", "/v1/contactGroups"


def found(source, after=""):
    return [one for page in source.pages(after) for one in page.outcomes]


@pytest.fixture
def book(google):
    """Return what gives Mara these contacts and reads them."""

    def of(*persons, **more):
        google.account(MARA, hd="norwell.example", contacts=list(persons), **more)
        return contacts_of(google)

    return of


def test_only_needed_fields_are_asked_for_a_thousand_at_a_time(google, book):
    found(book(person("Tom Stainsby", "tom@brightwater.example")))
    (asked,) = [one.query for one in google.traffic.calls if one.path == CONNECTIONS]
    fields = "names,emailAddresses,phoneNumbers,organizations,memberships,locales"
    assert (asked["personFields"], asked["pageSize"]) == ([fields], ["1000"])
    assert not [word for word in ("birthday", "biograph", "relation", "photo", "address(") if word in str(asked)]


def test_a_person_becomes_what_a_file_would_have_brought(book):
    name = {"displayName": "Dr. Анна Петровна Иванова", "givenName": "Анна", "familyName": "Иванова",
            "middleName": "Петровна", "honorificPrefix": "Dr."}  # fmt: skip
    jobs = [{"name": "Former", "title": "Clerk"}, {"name": "Sever", "title": "Head of Supply", "current": True}]
    anna = person(
        "", "anna@sever.example", phone="+7 495 123-45-67", labels=["Clients", "Moscow"], key="anna0001",
        names=[name], organizations=jobs, locales=[{"value": "ru-RU"}],
    )  # fmt: skip
    (contact,) = found(book(anna))
    assert (contact.source, contact.key, contact.row) == ("Google Contacts", "people/canna0001", 1)
    assert (contact.title, contact.given, contact.family) == ("Dr.", "Анна", "Иванова")
    assert contact.patronymic == "Петровна"
    assert (contact.emails, contact.phones) == (("anna@sever.example",), ("+7 495 123-45-67",))
    assert (contact.company, contact.job_title) == ("Sever", "Head of Supply")
    assert (contact.labels, contact.language) == (("Clients", "Moscow"), "ru-RU")


def test_the_primary_address_comes_first(book):
    addresses = [{"value": "old@sever.example"}, {"value": "new@sever.example", "metadata": {"primary": True}}]
    (contact,) = found(book(person("Anna Ivanova", emailAddresses=addresses)))
    assert contact.emails == ("new@sever.example", "old@sever.example")


def test_googles_own_groups_are_no_labels(google, book):
    starred = {"contactGroupMembership": {"contactGroupResourceName": "contactGroups/starred"}}
    mine = {"contactGroupMembership": {"contactGroupResourceName": group_of("Clients")}}
    tom = person("Tom Stainsby", "tom@brightwater.example", labels=["Clients"])
    other = person("Ada Conti", "ada@conti.example", memberships=[starred, mine])
    source = book(tom)
    google.accounts[MARA].contacts = [tom, other]
    assert {one.labels for one in found(source)} == {("Clients",)}


def test_more_labels_than_a_page_holds_are_all_known(book):
    labels = [f"Label {n}" for n in range(1_100)]
    (contact,) = found(book(person("Tom Stainsby", "tom@brightwater.example", labels=labels)))
    assert len(contact.labels) == 1_100


def test_odd_people_are_contacts_or_problems_as_from_a_file_and_empty_ones_nothing(book):
    read = found(book(*ODD))
    kept = [one for one in read if isinstance(one, Contact)]
    codes = {one.contact.name if one.contact else one.value: one.code for one in read if not isinstance(one, Contact)}
    assert codes == {"No Address": "row_no_address", "Broken Address": "row_bad_address"}
    assert len(kept) == len(ODD) - 2 - 3
    assert not [one for one in kept if set(one.name) & set("\r\n\u202e\u200b\u200f")]
    assert read[-1].row <= len(ODD) - 3


@pytest.mark.parametrize(
    "broken",
    [{"names": "Tom"}, {"names": [None, 7]}, {"emailAddresses": [{"value": 7}, {}]}, {"memberships": [{}]},
     {"organizations": None}, {"names": [{"displayName": ["Tom"]}]}],
)  # fmt: skip
def test_a_person_of_another_shape_than_promised_stops_nobody(broken):
    one = contact_of("Google Contacts", 1, {**person("Tom", "tom@brightwater.example"), **broken}, {})
    assert one is not None
    assert contact_of("Google Contacts", 2, ["no person"], {}) is None


def test_other_contacts_are_read_only_where_they_are_asked_for(google, book):
    book(person("Tom Stainsby", "tom@brightwater.example"), other_contacts=[person("Ada Conti", "ada@conti.example")])
    assert [one.source for one in found(contacts_of(google))] == ["Google Contacts"]
    assert google.traffic.count("GET", OTHERS) == 0
    both = found(contacts_of(google, other=True))
    assert [(one.name, one.source) for one in both] == [
        ("Tom Stainsby", "Google Contacts"),
        ("Ada Conti", "Google Contacts, other"),
    ]
    assert both[1].key.startswith("otherContacts/")


def test_other_contacts_come_page_by_page_after_the_others_and_count_in_the_total(google):
    google.account(MARA, contacts=1_200, other_contacts=1_100)
    pages = list(contacts_of(google, other=True).pages())
    assert [len(page.outcomes) for page in pages] == [1000, 200, 1000, 100]
    assert [page.total for page in pages] == [1_200, 1_200, 2_300, 2_300]
    assert [page.first for page in pages] == [True, False, False, False]
    assert found(contacts_of(google, other=True), pages[2].after)[0].row == 2_201


def test_reading_on_asks_for_no_page_again(google):
    google.account(MARA, contacts=2_500)
    first, *_ = contacts_of(google).pages()
    google.traffic.calls.clear()
    assert [one.row for one in found(contacts_of(google), first.after)] == list(range(1_001, 2_501))
    assert google.traffic.count("GET", CONNECTIONS) == 2


def test_a_page_that_google_forgot_is_read_from_the_start(google):
    google.account(MARA, contacts=2_500)
    first, *_ = contacts_of(google).pages()
    google.clock.move(hours=2)
    pages = list(contacts_of(google).pages(first.after))
    assert [page.first for page in pages] == [True, False, False]
    assert sum(len(page.outcomes) for page in pages) == 2_500


def test_an_answer_that_no_token_can_be_blamed_for_is_not_read_anew_for_ever(google):
    google.account(MARA, contacts=2_500)
    first, *_ = contacts_of(google).pages()
    google.page_tokens.expire()
    google.fails("GET", CONNECTIONS, faults.Fault(faults.errors.invalid_argument("people.googleapis.com")), nth={2})
    with pytest.raises(MailboxRefused):
        list(contacts_of(google).pages(first.after))


def test_the_quota_of_first_pages_asks_to_wait(google):
    google.account(MARA, contacts=10)
    google.quota.first_pages_per_minute = 0
    with pytest.raises(MailboxBusy) as busy:
        found(contacts_of(google))
    assert busy.value.values["wait_seconds"] is None


@pytest.mark.parametrize(
    "fault", [faults.broken(500), faults.broken(502), faults.malformed(), faults.dropped_before(), faults.too_many()]
)
def test_a_page_that_goes_wrong_may_be_read_again(google, fault):
    google.account(MARA, contacts=10)
    google.fails("GET", CONNECTIONS, fault)
    source = contacts_of(google)
    with pytest.raises(MailboxBusy):
        found(source)
    assert len(found(source)) == 10


def test_how_long_google_asks_to_wait_is_passed_on(google):
    google.account(MARA, contacts=10)
    google.fails("GET", CONNECTIONS, faults.too_many("90"))
    with pytest.raises(MailboxBusy) as busy:
        found(contacts_of(google))
    assert busy.value.values["wait_seconds"] == 90.0


def test_a_token_that_has_ended_is_replaced_once(google):
    google.account(MARA, contacts=10)
    token = tokens_of(google, Need.CONTACTS)
    google.tokens.end_access(MARA)
    assert len(found(contacts_of(google, token=token))) == 10
    assert len(token.asked) == 1


def test_an_account_that_was_disconnected_at_google_has_to_be_connected_again(google):
    google.account(MARA, contacts=10)
    google.fails("GET", "*", faults.unauthorised("people.googleapis.com"), nth=range(1, 9))
    with pytest.raises(NotConnected, match="account_not_connected"):
        found(contacts_of(google))
    assert google.traffic.count("GET", GROUPS) == 2


def test_contacts_that_were_not_allowed_are_asked_for(google):
    google.account(MARA, contacts=10)
    with pytest.raises(NotConnected, match="account_permission_missing"):
        found(contacts_of(google, token=tokens_of(google, Need.DRAFTS)))


def test_an_address_book_without_anybody_is_one_empty_page(google):
    google.account(MARA)
    assert [(page.outcomes, page.after, page.first) for page in contacts_of(google).pages()] == [((), "", True)]
