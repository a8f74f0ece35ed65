"""The values that fill the gaps of a letter's sentences, from cleaned facts."""

from datetime import date
from functools import lru_cache

from segue.letters.context import years_in
from segue.letters.dates import written
from segue.letters.facts import Colleague, LetterFacts, Recipient
from segue.letters.pack import Pack
from segue.letters.specs import DAYS


def gaps_of(facts: LetterFacts, pack: Pack) -> dict[str, str]:
    """Return every value that this letter can fill in; what is not known is not there."""
    values = {**_client_gaps(facts.client, pack), **_colleague_gaps(facts, pack)}
    values |= _day_gaps(facts.last_day, facts.contact.first_day, facts.personal_end, pack)
    values |= {"company": facts.writer.company, "note": facts.note, "personal_contact": facts.personal_contact}
    values["leaver_name"] = facts.leaver.name if facts.leaver else ""
    values["years"] = pack.number(years_in(facts.years_together))
    values["contact_years"] = pack.number(years_in(facts.contact.years_here))
    return {gap: value for gap, value in values.items() if value}


def _client_gaps(client: Recipient, pack: Pack) -> dict[str, str]:
    parts = " ".join(part for part in (client.given, client.family) if part)
    return {
        "client_name": client.name or parts,
        "client_given": client.given,
        "client_family": client.family or client.given,
        "client_given_patronymic": f"{client.given} {client.patronymic}".strip(),
        "client_title": pack.title(client.title, client.gender),
        "client_company": client.company or client.name or parts,
    }


def _colleague_gaps(facts: LetterFacts, pack: Pack) -> dict[str, str]:
    contact, bridge = facts.contact, facts.bridge
    values = {
        "contact_name": contact.name,
        "contact_email": contact.email,
        "contact_phone": contact.phone,
        "contact_reach": _reach(contact),
        "contact_title": contact.job_title,
    }
    if bridge:
        values |= {"bridge_name": bridge.name, "bridge_email": bridge.email, "bridge_phone": bridge.phone}
    for which, person in zip(("first", "second"), (contact, *facts.others), strict=False):
        values |= {f"{which}_{part}": value for part, value in topic_parts(person, pack).items()}
    return values


def topic_parts(person: Colleague, pack: Pack) -> dict[str, str]:
    """Return topic, name and reach (the channels, after a comma) of one of several contact points."""
    return {"topic": pack.topics[person.topic] if person.topic else "", "name": person.name, "reach": _reach(person)}


def _reach(person: Colleague) -> str:
    return ", ".join(channel for channel in (person.email, person.phone) if channel)


@lru_cache(maxsize=256)
def _day_gaps(last_day: date | None, first_day: date, personal_end: date | None, pack: Pack) -> dict[str, str]:
    """Return the days in every way of writing them; most letters of a departure have the same ones."""
    days = zip(DAYS, (last_day, first_day, personal_end), strict=True)
    return {
        f"{name}_{key}": written(day, pattern, pack.date_names)
        for name, day in days
        if day
        for key, pattern in pack.date_patterns.items()
    }
