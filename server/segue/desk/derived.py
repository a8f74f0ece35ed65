"""What follows for a client from his contacts and the company's rules; what a person chose stays."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from segue.clients.best_values import merged
from segue.clients.client import Client, TrayChoice
from segue.clients.contact import Contact
from segue.clients.domains import Named
from segue.clients.language import suggest
from segue.clients.matching import Group
from segue.clients.regions import region_of_zone
from segue.clients.tray import why_probably_not
from segue.clients.wordings import companies_of
from segue.desk.desk import Desk


@dataclass(frozen=True)
class Rules:
    """What the company says of anybody: its domains, whom its policy blocks, its region; languages chosen by firm."""

    own_domains: tuple[str, ...] = ()
    blocked: Named = field(default_factory=Named)
    home: str = ""
    languages: dict[str, str] = field(default_factory=dict)

    def language_of(self, companies: Iterable[str]) -> str:
        """Return the language that was chosen for a firm, by its name or domains, "" where none was."""
        return next((self.languages[one] for one in sorted(companies) if one in self.languages), "")


def rules_for(desk: Desk, clients: Iterable[Client]) -> Rules:
    """Return the rules as they now are, with the languages chosen among some clients."""
    chosen: dict[str, Counter[str]] = defaultdict(Counter)
    for client in clients:
        if client.locale_reason == "chosen" and client.locale:
            for company in companies_of(client):
                chosen[company][client.locale] += 1
    languages = {company: min(of, key=lambda one: (-of[one], one)) for company, of in chosen.items()}
    workspace = desk.stores.workspace
    return Rules(workspace.own_domains, Named(desk.policy.blocked), region_of_zone(workspace.zone), languages)


def brought_up_to_date(client: Client, group: Group, rules: Rules) -> Client:
    """Take over what was read; what a person chose or typed stays."""
    best = merged(group, client.name_choice)
    asked = group.question and not client.is_company and not client.name_choice
    locale, reason = _language(client, best, rules)
    return replace(
        client,
        addresses=group.addresses,
        name=best.name,
        given=best.given,
        family=best.family,
        patronymic=client.patronymic if client.patronymic or client.salutation_confirmed else best.patronymic,
        title=best.title,
        company=best.company,
        job_title=best.job_title,
        phones=best.phones,
        labels=best.labels,
        reasons=group.reasons,
        question=group.names if asked else (),
        tray=_tray(client, best, rules),
        locale=locale,
        locale_reason=reason,
    )


def _tray(client: Client, best: Contact, rules: Rules) -> str:
    if client.tray_choice is TrayChoice.IN:
        return "by_you"
    if client.chosen or client.tray_choice is TrayChoice.OUT:
        return ""
    return why_probably_not(best, rules.own_domains, rules.blocked) or ""


def _language(client: Client, best: Contact, rules: Rules) -> tuple[str, str]:
    if client.locale_reason == "chosen":
        return client.locale, client.locale_reason
    before = client.locale if client.locale_reason == "company" else ""
    firms = companies_of(replace(client, addresses=best.emails, company=best.company)) if rules.languages else ()
    return suggest(best, rules.language_of(firms) or before)
