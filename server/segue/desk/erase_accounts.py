"""Who is erased leaves the account list too: his addresses, and what was said there in his name (A4, C7)."""

from collections.abc import Callable
from dataclasses import replace

from segue.clients.account import Account
from segue.clients.client import Client
from segue.clients.names import words_of
from segue.desk.desk import Desk

SHORTEST_WORD = 3


def strike_accounts(desk: Desk, departure_id: str, gone: Callable[[str], bool], client: Client | None) -> None:
    """Take erased addresses off a departure's accounts, and accounts and words that are a client's own.

    The name of his company stays: it is the company's list of companies.
    """
    kept = desk.stores.account_lists.get(departure_id)
    if kept is None:
        return
    before = desk.stores.account_lists.accounts(departure_id)
    struck = [_without(one, gone) for one in before if not _is_his(one, gone, client)]
    if struck != before:
        desk.stores.account_lists.save(kept, struck)
    for word in desk.stores.account_lists.words(departure_id):
        of_him = client is not None and word.company_key == f"c:{client.id}"
        if of_him or _tells_of(client, word.reason, word.account) or gone(word.account):
            desk.stores.account_lists.remove_word(departure_id, word.id)


def _without(account: Account, gone: Callable[[str], bool]) -> Account:
    return replace(account, emails=tuple(one for one in account.emails if not gone(one)))


def _is_his(account: Account, gone: Callable[[str], bool], client: Client | None) -> bool:
    """Say whether an account is nothing but the person: by his address, or by his name as that of a firm."""
    named = client is not None and bool(words_of(client.name)) and words_of(account.name) == words_of(client.name)
    return named or gone(account.name) or (account.key.startswith("a:") and any(map(gone, account.emails)))


def _tells_of(client: Client | None, *texts: str) -> bool:
    if client is None:
        return False
    his = {word for word in words_of(client.name) if len(word) >= SHORTEST_WORD}
    return bool(his & {word for text in texts for word in words_of(text)})
