"""The account list beside the client list: matched, missing here, missing there, each with its reason (C7)."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from segue.clients.account import Account, AccountWord, Said
from segue.clients.accounts import Stands, Why, compare
from segue.clients.companies import Seen, companies_in
from segue.clients.company_name import company_key


def account(name, *domains, emails=()):
    return Account(f"n:{company_key(name)}", name, 0, domains, emails)


def person(id, company="", *addresses, chosen=True, aside=False):
    return Seen(id, f"Person {id}", company, addresses or (f"{id}@{id}.example",), chosen, aside)


def compared(accounts, people, *words, own=()):
    return compare(accounts, companies_in(people, own), words)


def reasons(both):
    return {(one.account.name, match.company.name): match.why for one in both.accounts for match in one.matches}


def stands(both):
    return {one.account.name: one.stands for one in both.accounts}


def test_an_address_of_the_account_that_is_a_clients_matches():
    both = compared([account("Rossi", emails=("anna@gmail.com",))], [person("1", "", "A.n.n.a@gmail.com")])
    assert list(reasons(both).values()) == [Why.ADDRESS]
    assert both.unlisted == ()


def test_the_same_domain_matches_and_so_does_one_below_it():
    people = [person("1", "Old name", "a@mail.rossi.it.example")]
    assert reasons(compared([account("Rossi", "rossi.it.example")], people)) == {("Rossi", "Old name"): Why.DOMAIN}


def test_free_mail_and_the_own_domain_never_match():
    people = [person("1", "Acme", "a@gmail.com"), person("2", "Beta", "b@norwell.example")]
    listed = [account("Rossi", "gmail.com"), account("Norwell", "norwell.example")]
    assert reasons(compared(listed, people, own=("norwell.example",))) == {}


def test_the_same_name_matches_whatever_its_legal_form():
    assert reasons(compared([account("ROSSI SRL")], [person("1", "Rossi S.r.l.")])) == {
        ("ROSSI SRL", "Rossi S.r.l."): Why.NAME
    }


def test_nearly_the_same_name_is_only_probable():
    both = compared([account("Brightwater")], [person("1", "Brightwater Foods Ltd")])
    assert reasons(both) == {("Brightwater", "Brightwater Foods Ltd"): Why.LIKELY}
    assert not both.accounts[0].is_sure


def test_a_domain_of_several_accounts_is_only_probable_unless_a_name_decides():
    listed = [account("Acme Nord", "acme.example.com"), account("Acme Sud", "acme.example.com")]
    unnamed = compared(listed, [person("1", "Other", "a@acme.example.com")])
    assert set(reasons(unnamed).values()) == {Why.SHARED}
    named = compared(listed, [person("1", "Acme Sud", "a@acme.example.com")])
    assert reasons(named) == {("Acme Sud", "Acme Sud"): Why.NAME}
    assert stands(named)["Acme Nord"] is Stands.MISSING


def test_who_has_no_company_belongs_to_the_company_of_his_domain():
    people = [person("1", "Rossi Srl", "a@rossi.it.example"), person("2", "", "b@rossi.it.example")]
    (company,) = companies_in(people)
    assert len(company.people) == 2


def test_an_account_stands_missing_known_matched():
    people = [
        person("1", "Rossi"),
        person("2", "Bianchi", chosen=False),
        person("3", "Gialli", aside=True, chosen=False),
    ]
    both = compared([account("Rossi"), account("Bianchi"), account("Gialli"), account("Verdi")], people)
    assert stands(both) == {
        "Rossi": Stands.MATCHED,
        "Bianchi": Stands.NOT_CHOSEN,
        "Gialli": Stands.NOT_CHOSEN,
        "Verdi": Stands.MISSING,
    }
    assert {one.account.name: one.choosable for one in both.accounts} == {
        "Rossi": 0,
        "Bianchi": 1,
        "Gialli": 0,
        "Verdi": 0,
    }


def test_only_chosen_clients_are_missing_from_the_account_list():
    both = compared([], [person("1", "Rossi"), person("2", "Bianchi", chosen=False), person("3", "", "x@gmail.com")])
    assert [company.name for company in both.unlisted] == ["Person 3", "Rossi"]


def test_a_persons_word_goes_before_everything_else():
    people, verdi = [person("1", "Rossi")], account("Verdi")
    same = AccountWord(Said.SAME, verdi.key, "Verdi", "n:rossi", "Rossi")
    assert reasons(compared([verdi], people, same)) == {("Verdi", "Rossi"): Why.SAID}
    apart = AccountWord(Said.APART, "n:rossi", "Rossi", "n:rossi", "Rossi")
    assert reasons(compared([account("Rossi")], people, apart)) == {}


def test_who_is_no_client_is_not_missing_until_somebody_of_it_is_chosen():
    word = AccountWord(Said.NOT_HIS, "n:rossi", "Rossi", reason="Sold in spring")
    assert stands(compared([account("Rossi")], [person("1", "Rossi", chosen=False)], word)) == {"Rossi": Stands.NOT_HIS}
    assert stands(compared([account("Rossi")], [person("1", "Rossi")], word)) == {"Rossi": Stands.MATCHED}


def test_a_name_that_begins_too_many_others_tells_nothing():
    listed = [account(f"Kestrel {word}") for word in ("Foods", "Tools", "Yachts", "Paper", "Glass", "Wool")]
    assert reasons(compared(listed, [person("1", "Kestrel")])) == {}
    assert len(reasons(compared(listed[:5], [person("1", "Kestrel")]))) == 5


def test_looking_up_grows_with_the_lists_and_not_with_their_product(monkeypatch):
    calls = Counter()

    def counted(first, second):
        calls["pairs"] += 1
        return False

    monkeypatch.setattr("segue.clients.accounts.are_near", counted)
    letters = "bcdfghklmnprstvz"
    words = [a + "a" + b + "e" + c + "o" for a in letters for b in letters for c in letters]
    people = [person(str(at), f"{word} Works") for at, word in enumerate(words[:1500])]
    compared([account(f"{word} Foods") for word in words[1500:3000]], people)
    assert calls["pairs"] <= 5 * 1500


NAMES = st.sampled_from(
    ["Rossi", "Rossi Srl", "Rosso", "Acme Nord", "Acme Sud", "Acme", "Brightwater Foods", "Brightwater", ""]
)
DOMAINS = st.sampled_from(["rossi.it.example", "acme.example.com", "mail.acme.example.com", "gmail.com"])
PEOPLE = st.lists(st.tuples(NAMES, DOMAINS, st.booleans()), max_size=8)
ACCOUNTS = st.dictionaries(NAMES.filter(bool), st.lists(DOMAINS, max_size=2, unique=True), max_size=6)


@given(PEOPLE, ACCOUNTS, st.randoms(use_true_random=False))
def test_the_order_of_input_does_not_matter(people, accounts, random):
    seen = [person(str(at), name, f"{at}@{domain}", chosen=chosen) for at, (name, domain, chosen) in enumerate(people)]
    listed = list({one.key: one for one in (account(name, *domains) for name, domains in accounts.items())}.values())
    words = [AccountWord(Said.APART, "n:rossi", "Rossi", "n:rossi", "Rossi")]
    before = compared(listed, seen, *words)
    random.shuffle(seen)
    random.shuffle(listed)
    assert compared(listed, seen, *words) == before


@given(PEOPLE, ACCOUNTS)
def test_every_account_stands_somewhere_and_every_chosen_client_is_placed(people, accounts):
    seen = [person(str(at), name, f"{at}@{domain}", chosen=chosen) for at, (name, domain, chosen) in enumerate(people)]
    listed = {one.key: one for one in (account(name, *domains) for name, domains in accounts.items())}
    both = compared(listed.values(), seen)
    assert {one.account.key for one in both.accounts} == listed.keys()
    placed = [*both.unlisted, *(match.company for one in both.accounts for match in one.matches)]
    assert {one.id for one in seen if one.chosen} <= {one.id for company in placed for one in company.people}
