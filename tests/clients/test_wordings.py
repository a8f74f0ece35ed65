"""Two clients of one company get different sets of wording; everybody else shares the first."""

import pytest

from segue.clients.client import Client
from segue.clients.wordings import with_wordings


def client(address: str, company: str = "", wording: int | None = None) -> Client:
    return Client(address, "w", "d", (address,), company=company, wording=wording)


def taken(*entering: Client, known: tuple[Client, ...] = ()) -> list[int | None]:
    return [one.wording for one in with_wordings(entering, known)]


def test_clients_of_different_companies_share_the_first_wording() -> None:
    assert taken(client("a@one.example", "One"), client("b@two.example", "Two"), client("c@three.example")) == [0, 0, 0]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (client("a@one.example", "One"), client("b@one.example", "One")),
        (client("a@one.example"), client("b@one.example")),
        (client("a@one.example", "One"), client("b@ONE.example", "One GmbH")),
        (client("a@gmail.com", "Rossi  Impianti"), client("b@elsewhere.example", "ROSSI Impianti")),
    ],
)
def test_two_clients_of_one_company_take_one_each(first: Client, second: Client) -> None:
    assert taken(first, second) == [0, 1]


@pytest.mark.parametrize("domain", ["gmail.com", "libero.it.example"])
def test_free_mail_is_no_company(domain: str) -> None:
    assert taken(client(f"a@{domain}"), client(f"b@{domain}")) == [0, 0]


def test_a_large_company_alternates() -> None:
    assert taken(*(client(f"{number}@one.example") for number in range(5))) == [0, 1, 0, 1, 0]


def test_who_comes_later_takes_the_wording_that_fewer_colleagues_have() -> None:
    assert taken(client("c@one.example"), known=(client("a@one.example", wording=0),)) == [1]
    assert taken(client("c@one.example"), known=(client("b@one.example", wording=1),)) == [0]
    assert taken(client("c@one.example"), known=(client("a@one.example"), client("b@one.example"))) == [0]


def test_a_wording_once_taken_stays_whoever_has_gone() -> None:
    second = client("b@one.example", wording=1)
    assert taken(second) == [1]
    assert taken(second, known=(second,)) == [1]


def test_the_same_list_always_takes_the_same() -> None:
    everybody = [client(f"{number}@{number % 3}.example") for number in range(9)]
    assert taken(*everybody) == taken(*everybody)
