"""The approver's account list: read, narrowed to one owner, compared, decided on, and forgotten (C7)."""

import io
from dataclasses import replace

import pytest

from fakes.office import ADMINISTRATOR, CLIENTS, LEAVER, MANAGER, OTHER_LEAVER, TERMS, Office, contact
from segue.clients.account_reading import table_in_file, table_in_text
from segue.clients.accounts import Stands, Why
from segue.departure.errors import InputError, NotFound, NotNow, SelfApproval
from segue.departure.letter_state import Told
from segue.desk.account_list import choose_owners, forget_accounts, is_leavers, load_accounts, owners_in
from segue.desk.account_words import choose_of_account, say_apart, say_not_his, say_same, take_back
from segue.desk.close import close
from segue.desk.compared import compared, take_comparison
from segue.desk.completeness import completeness, gaps
from segue.desk.erase import erase_address, erase_client
from segue.desk.mark import set_status
from segue.desk.report_csv import gaps_csv
from segue.desk.take_over import take_over

NOT_CHOSEN = contact("Ann Lee", "ann@harbour.example", "Harbour Ltd", "Friends")
LIST = "Brightwater Foods Ltd\nAshdown Tools\nHarbour\nKestrel Yachts\n"
OWNED = "Account,Owner\nBrightwater Foods,Mara Lindqvist\nAshdown Tools,Ines Duarte\nKestrel,mara lindqvist\n"


class NoLog:
    def add(self, workspace_id, erasure):
        pass


def do(office, verb, *values, by=MANAGER):
    with office.desk() as desk:
        return verb(desk, by, office.departure_id, *values)


def with_list(tmp_path, text=LIST):
    office = Office(tmp_path).listed(*CLIENTS, NOT_CHOSEN)
    do(office, load_accounts, table_in_text(text))
    return office


def both(office, told=()):
    with office.look() as desk:
        return compared(desk, office.departure, told)


def stands(office):
    return {one.account.name: one.stands for one in both(office).accounts}


def words(office):
    with office.look() as desk:
        return desk.stores.account_lists.words(office.departure_id)


def accounts(office):
    with office.look() as desk:
        return desk.stores.account_lists.accounts(office.departure_id)


def test_both_lists_are_compared(tmp_path):
    office = with_list(tmp_path)
    assert stands(office) == {
        "Brightwater Foods Ltd": Stands.MATCHED,
        "Ashdown Tools": Stands.MATCHED,
        "Harbour": Stands.NOT_CHOSEN,
        "Kestrel Yachts": Stands.MISSING,
    }
    assert [company.name for company in both(office).unlisted] == ["Fonderie Valtrebbia", "Tessitura Oriani"]


@pytest.mark.parametrize(
    ("who", "error"), [(LEAVER, SelfApproval), (ADMINISTRATOR, NotFound), (OTHER_LEAVER, NotFound)]
)
def test_only_who_decides_changes_the_list(tmp_path, who, error):
    office = with_list(tmp_path)
    for verb, *values in (
        (load_accounts, table_in_text("Acme")),
        (choose_owners, ["Mara"]),
        (say_same, "Harbour", "Harbour Ltd"),
        (say_not_his, "Harbour", "Sold"),
        (take_back, 1),
        (forget_accounts,),
    ):
        with pytest.raises(error):
            do(office, verb, *values, by=who)
    assert len(accounts(office)) == 4


def test_before_the_question_there_is_nothing_to_bring_a_list_to(tmp_path):
    office = Office(tmp_path).begun()
    with pytest.raises(NotFound):
        do(office, load_accounts, table_in_text("Acme"))


def test_after_closing_the_list_stays_as_it_is(tmp_path):
    office = with_list(tmp_path)
    do(office, close, office.departure.version, True)
    with pytest.raises(NotNow, match="departure_closed"):
        do(office, load_accounts, table_in_text("Acme"))


def test_who_took_a_departure_over_brings_the_list_and_chooses(tmp_path):
    office = with_list(tmp_path)
    do(office, take_over, office.departure.version)
    assert do(office, choose_of_account, "Harbour") == 1
    do(office, load_accounts, table_in_text("Acme"))
    assert [one.name for one in accounts(office)] == ["Acme"]


def test_a_list_of_several_owners_is_compared_once_it_is_said_whose_count(tmp_path):
    office = Office(tmp_path).listed()
    loaded = do(office, load_accounts, table_in_file("all.csv", io.BytesIO(OWNED.encode())))
    assert loaded.asks_owner
    assert both(office) is None
    assert owners_in(accounts(office)) == {"Ines Duarte": 1, "mara lindqvist": 2}
    assert is_leavers("Lindqvist, Mara", LEAVER)
    assert not is_leavers("Ines Duarte", LEAVER)
    assert do(office, choose_owners, ["mara lindqvist"]) == 2
    assert {one.name for one in accounts(office)} == {"Brightwater Foods", "Kestrel"}


@pytest.mark.parametrize("owners", [[], ["Nobody"]])
def test_an_owner_who_is_not_there_is_refused(tmp_path, owners):
    office = Office(tmp_path).listed()
    do(office, load_accounts, table_in_file("all.csv", io.BytesIO(OWNED.encode())))
    with pytest.raises(InputError, match="owner_unknown"):
        do(office, choose_owners, owners)


def test_what_was_said_outlives_another_list_and_another_reading(tmp_path):
    office = with_list(tmp_path)
    do(office, say_same, "Kestrel Yachts", "Tessitura Oriani")
    do(office, say_not_his, "Harbour", "Sold in spring")
    do(office, load_accounts, table_in_text("HARBOUR LTD\nKestrel Yachts S.r.l.\n"))
    office.load(*CLIENTS, NOT_CHOSEN)
    assert stands(office) == {"HARBOUR LTD": Stands.NOT_HIS, "Kestrel Yachts S.r.l.": Stands.MATCHED}


def test_a_word_can_be_taken_back_and_a_later_one_takes_its_place(tmp_path):
    office = with_list(tmp_path)
    do(office, say_apart, "Ashdown Tools", "Ashdown Tools")
    assert stands(office)["Ashdown Tools"] is Stands.MISSING
    do(office, say_same, "Ashdown Tools", "Ashdown Tools")
    (word,) = words(office)
    assert [one.matches[0].why for one in both(office).accounts if one.account.name == "Ashdown Tools"] == [Why.SAID]
    do(office, take_back, word.id)
    assert stands(office)["Ashdown Tools"] is Stands.MATCHED


@pytest.mark.parametrize(
    ("verb", "values", "code"),
    [
        (say_same, ("Nobody", "Harbour Ltd"), "account_unknown"),
        (say_same, ("Harbour", "Nobody"), "company_unknown"),
        (say_same, ("", ""), "account_unknown"),
        (say_not_his, ("Harbour", "  "), "account_reason_missing"),
        (say_not_his, ("Ashdown Tools", "Sold"), "account_chosen"),
    ],
)
def test_what_cannot_be_said_is_refused(tmp_path, verb, values, code):
    office = with_list(tmp_path)
    with pytest.raises(InputError, match=code):
        do(office, verb, *values)
    assert words(office) == []


def test_without_a_list_there_is_nothing_to_say(tmp_path):
    office = Office(tmp_path).listed()
    with pytest.raises(NotNow, match="accounts_not_there"):
        do(office, say_not_his, "Harbour", "Sold")


def test_the_leaver_chooses_everybody_of_a_forgotten_account_at_once(tmp_path):
    office = with_list(tmp_path)
    assert do(office, choose_of_account, "Harbour", by=LEAVER) == 1
    assert office.client("Ann").chosen
    assert stands(office)["Harbour"] is Stands.MATCHED
    with pytest.raises(NotFound):
        do(office, choose_of_account, "Harbour", by=OTHER_LEAVER)


def test_the_audit_names_no_account(tmp_path):
    office = with_list(tmp_path)
    do(office, say_not_his, "Harbour", "Sold in spring")
    do(office, forget_accounts)
    with office.look() as desk:
        told = [(one.verb, str(one.details)) for one in desk.stores.audit.entries(office.departure_id)]
    assert [verb for verb, _ in told][-3:] == ["load_accounts", "say_not_his", "forget_accounts"]
    assert not [one for one in told if "Harbour" in one[1] or "spring" in one[1]]
    assert accounts(office) == words(office) == []


def test_the_table_of_the_comparison_calculates_nothing(tmp_path):
    office = with_list(tmp_path, "=HYPERLINK(1) Ltd\nHarbour\n")
    named = {f"stands.{one}": one.value for one in Stands} | {f"why.{one}": one.value for one in Why}
    text = "".join(do(office, take_comparison, ["Account"], named | {"unlisted": "not on the list"}))
    assert "'=HYPERLINK(1) Ltd,,missing,,,0,0" in text
    assert "Harbour,,not_chosen,Harbour Ltd,name,1,0" in text
    assert ",,not on the list,Tessitura Oriani,,1,1" in text


# Completeness


def report_gaps(office):
    with office.look() as desk:
        return gaps(desk, office.departure, list(completeness(desk, office.departure)))


def test_the_report_names_accounts_with_nobody_told_and_clients_on_no_account(tmp_path):
    office = Office(tmp_path).approved(*CLIENTS, NOT_CHOSEN)
    assert report_gaps(office) is None
    do(office, load_accounts, table_in_text(LIST))
    with office.desk() as desk:
        set_status(desk, LEAVER, office.letter("Tom").id, Told.SENT)
    found = report_gaps(office)
    assert found.accounts == 4
    assert [one.account.name for one in found.untold] == ["Ashdown Tools", "Harbour", "Kestrel Yachts"]
    assert [company.name for company in found.unlisted] == ["Fonderie Valtrebbia", "Tessitura Oriani"]
    named = {f"stands.{one}": one.value for one in Stands} | {"untold": "nobody told", "unlisted": "on no account"}
    assert "Kestrel Yachts,,,nobody told,missing,," in "".join(gaps_csv(found, named, 7))


def test_a_company_that_is_only_probably_the_account_does_not_count_as_told(tmp_path):
    office = Office(tmp_path).approved()
    do(office, load_accounts, table_in_text("Brightwater Food"))
    with office.desk() as desk:
        set_status(desk, LEAVER, office.letter("Tom").id, Told.SENT)
    assert [one.account.name for one in report_gaps(office).untold] == ["Brightwater Food"]
    do(office, say_same, "Brightwater Food", "Brightwater Foods")
    assert report_gaps(office).untold == ()


def test_an_account_that_is_no_client_of_his_is_not_missed_in_the_report(tmp_path):
    office = with_list(tmp_path)
    do(office, say_not_his, "Kestrel Yachts", "Sold")
    assert "Kestrel Yachts" not in [one.account.name for one in report_gaps(office).untold]


# Erasing


def test_an_erased_client_leaves_the_list_and_does_not_come_back_with_another(tmp_path):
    text = "Tom Stainsby\nBrightwater Foods, tom@brightwater.co.uk.example\nHarbour\n"
    office = with_list(tmp_path, text)
    do(office, say_not_his, "Harbour", "Tom Stainsby has it")
    do(office, erase_client, office.client("Tom").id, NoLog(), by=LEAVER)
    assert [(one.name, one.emails) for one in accounts(office)] == [("Brightwater Foods", ()), ("Harbour", ())]
    assert words(office) == []
    do(office, load_accounts, table_in_text(f"{text}tom@brightwater.co.uk.example\n"))
    assert "tom@brightwater.co.uk.example" not in str(accounts(office))


def test_an_erased_address_leaves_every_list(tmp_path):
    office = with_list(tmp_path, "Kestrel, zoe@kestrel.example.com\nzoe@gmail.com\n")
    with office.desk() as desk:
        erase_address(desk, "zoe@kestrel.example.com", NoLog())
        erase_address(desk, "zoe@gmail.com", NoLog())
    assert [(one.name, one.emails) for one in accounts(office)] == [("Kestrel", ())]


def test_the_answer_leaves_the_comparison_alone(tmp_path):
    office = with_list(tmp_path)
    before = stands(office)
    office.answer(replace(TERMS, excluded=("Ashdown Tools",)))
    assert stands(office) == before
