"""The company's own list of accounts, and what a person said of one of them (C7)."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Account:
    """One account of the list; several rows of the same company are one.

    ``key`` is equal when the list is read again: the company's name as :func:`company_name.company_key` folds it, else
    its domain or address. ``domains`` and ``emails`` are normalised; ``owners`` are as written; ``row`` counts from 1.
    """

    key: str
    name: str
    row: int = 0
    domains: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()


class Said(StrEnum):
    """What a person says of an account: it is the *same* as a company in the contacts, or not; or *not his* at all."""

    SAME = "same"
    APART = "apart"
    NOT_HIS = "not_his"


@dataclass(frozen=True)
class AccountWord:
    """A person's word on an account, by its key and a company's, so that it outlives a later reading of either list.

    ``company_key`` and ``company`` (its name, for showing) are "" and ``reason`` is filled for *not his* alone.
    """

    said: Said
    account_key: str
    account: str
    company_key: str = ""
    company: str = ""
    reason: str = ""
    id: int = 0
