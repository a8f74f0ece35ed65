"""The rows of the check: each problem with whom and what a person needs beside it to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from segue.clients.client import Client
from segue.clients.problem import Problem
from segue.clients.unfit_names import tidied, why_unfit
from segue.departure.departure import Departure
from segue.desk.desk import Desk
from segue.desk.salute import salutations


@dataclass(frozen=True)
class Row:
    """One problem with its client, the others whom it is about, why it is one, and what is offered instead."""

    problem: Problem
    client: Client
    others: list[Client] = field(default_factory=list)
    why: str = ""
    offered: str = ""
    salutation: str = ""


def clients_of(problems: Iterable[Problem]) -> set[str]:
    """Return the ids of the clients with some problems."""
    return {problem.client_id for problem in problems}


def rows_of(desk: Desk, departure: Departure, problems: list[Problem]) -> list[Row]:
    """Return the rows of one page of problems, all of one class."""
    named = {one for problem in problems if problem.code == "probably_same" for one in problem.value.split()}
    clients = {one.id: one for one in desk.stores.clients.some(departure.id, clients_of(problems) | named)}
    shown = [one for one in problems if one.client_id in clients]
    texts = salutations(desk, departure, [clients[one.client_id] for one in shown])
    return [
        _row(problem, clients, text.text, [one for one in shown if one.value == problem.value])
        for problem, text in zip(shown, texts, strict=True)
    ]


def _row(problem: Problem, clients: dict[str, Client], text: str, alike: list[Problem]) -> Row:
    client = clients[problem.client_id]
    if problem.code == "probably_same":
        others = [clients[one] for one in problem.value.split() if one in clients]
        return Row(problem, client, others, salutation=text)
    if problem.code == "address_shared":
        return Row(problem, client, [clients[one.client_id] for one in alike if one.client_id != client.id])
    if problem.code == "name_unfit":
        return Row(problem, client, why=why_unfit(client.name), offered=tidied(client.name), salutation=text)
    return Row(problem, client, salutation=text)
