"""Account lists of all kinds: rows in are accounts kept, joined or reported (C7)."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from fakes.cases import for_each
from segue.clients.account_reading import MAX_ACCOUNTS, accounts_in, table_in_file, table_in_text
from segue.departure.errors import InputError, SegueError, UnreadableFile


def read(text, **more):
    table = table_in_file("list.csv", io.BytesIO(text.encode()))
    return accounts_in(table, **more)


def names(text):
    return [account.name for account in read(text)[0]]


HEADERS = [
    ("Account Name,Website,Account Owner", "en"),
    ("Ragione sociale;Sito web;Responsabile", "it"),
    ("Контрагент;Сайт;Ответственный менеджер", "ru"),
    ("Nama perusahaan,Situs web,Penanggung jawab", "id"),
    ("कंपनी का नाम,वेबसाइट,ज़िम्मेदार", "hi"),
    ("Razão social;Site;Responsável", "pt-BR"),
    ("Nome da empresa;Sítio web;Gestor de conta", "pt-PT"),
    ("Firma;Webseite;Kundenbetreuer", "de"),
]


@for_each(("header", "language"), HEADERS)
def test_headers_of_every_language_are_understood(header, language):
    mark = ";" if ";" in header else ","
    (account,), problems = read(f"{header}\nRossi Srl{mark}https://www.rossi.it.example/about{mark}Mara Lindqvist\n")
    assert (account.name, account.domains, account.owners) == ("Rossi Srl", ("rossi.it.example",), ("Mara Lindqvist",))
    assert problems == []


def test_rows_of_one_company_are_one_account():
    text = "Account,Email,Owner\nRossi Srl,anna@rossi.it.example,Mara\nROSSI S.R.L.,bea@rossi.it.example,Ines\n"
    ((account,), _) = read(text)
    assert account.key == "n:rossi"
    assert account.emails == ("anna@rossi.it.example", "bea@rossi.it.example")
    assert account.owners == ("Mara", "Ines")


def test_nothing_but_account_site_address_and_owner_is_kept():
    ((account,), _) = read("Account,Revenue,Notes,Phone\nRossi,1 000 000,pays late,+39 02 1\n")
    assert "1 000 000" not in repr(account)
    assert "pays late" not in repr(account)


def test_a_plain_name_gives_way_to_a_column_that_names_the_account():
    assert names("Name,Account Name\nAnna Rossi,Rossi Srl\n") == ["Rossi Srl"]
    assert names("Name,Owner\nRossi Srl,Mara\n") == ["Rossi Srl"]


def test_titles_above_the_header_are_let_go():
    assert names("My accounts\n\nAccount,Owner\nRossi,Mara\n") == ["Rossi"]


def test_a_bare_column_has_no_header_and_loses_nobody():
    assert names("Rossi Srl\nBianchi SpA\n") == ["Rossi Srl", "Bianchi SpA"]


def test_free_mail_and_pages_on_other_sites_are_no_domain_of_an_account():
    ((account,), _) = read("Account,Website,Email\nRossi,https://facebook.com/rossi,rossi@gmail.com\n")
    assert account.domains == ()
    assert account.emails == ("rossi@gmail.com",)


@pytest.mark.parametrize(
    ("line", "name", "domains", "emails"),
    [
        ("Acme, Inc.", "Acme, Inc.", (), ()),
        ("Acme, Inc., acme.example.com", "Acme, Inc.", ("acme.example.com",), ()),
        ("Acme <info@acme.it.example>", "Acme", ("acme.it.example",), ("info@acme.it.example",)),
        ("Acme www.acme.it.example", "Acme", ("acme.it.example",), ()),
        ("Booking.com", "Booking.com", ("booking.com",), ()),
        ("anna@gmail.com", "anna@gmail.com", (), ("anna@gmail.com",)),
    ],
)
def test_a_pasted_line_is_one_account(line, name, domains, emails):
    ((account,), problems) = accounts_in(table_in_text(f"\n{line}\n\n"))
    assert (account.name, account.domains, account.emails, problems) == (name, domains, emails, [])


def test_rows_pasted_from_a_sheet_keep_their_columns():
    ((account,), _) = accounts_in(table_in_text("Account\tOwner\nAcme, Inc.\tMara\n"))
    assert (account.name, account.owners) == ("Acme, Inc.", ("Mara",))


def test_a_table_that_nobody_understands_asks_and_reads_what_it_is_told():
    table = table_in_file("list.csv", io.BytesIO(b"Foo,Bar\nRossi Srl,rossi.it.example\nBianchi,bianchi.it.example\n"))
    assert table.proposed() == ["name", "domain"]
    with pytest.raises(InputError, match="accounts_columns_unknown"):
        accounts_in(table)
    accounts, problems = accounts_in(table, {0: "name", 1: "domain"}, has_header=True)
    assert [account.domains for account in accounts] == [("rossi.it.example",), ("bianchi.it.example",)]
    assert problems == []


def test_a_meaning_that_does_not_exist_is_refused():
    table = table_in_file("list.csv", io.BytesIO(b"Foo,Bar\nRossi,x\n"))
    with pytest.raises(InputError, match="column_meaning_unknown"):
        accounts_in(table, {0: "name", 1: "revenue"})


def test_rows_that_cannot_be_kept_say_why():
    accounts, problems = read('Account,Owner\n,Mara\nRossi,Mara,too much\n"Bianchi,Mara\nVerdi,Mara\n')
    assert [account.name for account in accounts] == ["Verdi"]
    assert [(one.row, one.code) for one in problems] == [(2, "row_no_account"), (3, "row_too_wide"), (4, "row_quotes")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"%PDF-1.7", "file_binary"),
        (b"BEGIN:VCARD\nFN:Anna\nEND:VCARD\n", "accounts_are_cards"),
        (b"Account,Owner\n,Mara\n", "accounts_none"),
        (b"Account\n" + b"A\n" * (MAX_ACCOUNTS + 1), "accounts_too_many"),
    ],
)
def test_a_file_that_is_no_account_list_says_so(content, code):
    with pytest.raises(UnreadableFile, match=code):
        accounts_in(table_in_file("list.csv", io.BytesIO(content)))


def test_a_workbook_is_read_from_the_sheet_that_names_accounts():
    book = Workbook()
    book.active.append(["Notes of the team"])
    sheet = book.create_sheet("Accounts")
    for row in (["Export of today"], ["Account name", "Account owner"], ["Rossi Srl", "Mara"], ["Bianchi", "Ines"]):
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    content.seek(0)
    accounts, _ = accounts_in(table_in_file("list.xlsx", content))
    assert [(account.name, account.owners) for account in accounts] == [
        ("Rossi Srl", ("Mara",)),
        ("Bianchi", ("Ines",)),
    ]


@given(st.binary(max_size=300))
def test_whatever_bytes_there_are_it_reads_or_says_why(content):
    try:
        table = table_in_file("list.csv", io.BytesIO(content))
        accounts, problems = accounts_in(table)
    except SegueError:
        return
    assert len(accounts) + len(problems) <= len(table.records)
