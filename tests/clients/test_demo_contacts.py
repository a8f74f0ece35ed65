"""The sample exports hold what the demonstration needs: they are read by the same code as anybody's."""

from collections import Counter
from pathlib import Path

from segue.clients.best_values import merged
from segue.clients.contact import Contact
from segue.clients.language import LOCALES, suggest
from segue.clients.matching import group_contacts
from segue.clients.reading import read_contacts
from segue.clients.tray import REASONS, why_probably_not

FOLDER = Path(__file__).parents[2] / "templates/demo/contacts"
FILES = ("apple-contacts.vcf", "google-contacts.csv", "outlook-contacts.csv")


def contacts() -> list[Contact]:
    found = []
    for name in FILES:
        with (FOLDER / name).open("rb") as stream:
            for row in read_contacts(name, stream):
                assert isinstance(row, Contact), row
                found.append(row)
    return found


def test_about_48_people_with_duplicates_and_one_question() -> None:
    groups = group_contacts(contacts())
    assert 46 <= len(groups) <= 50
    assert sum(len(group.contacts) > 1 for group in groups) >= 8
    assert sum(group.question for group in groups) == 1


def test_every_address_is_under_example() -> None:
    assert all(email.endswith(".example") for contact in contacts() for email in contact.emails)


def test_the_clients_speak_eight_languages_and_most_of_them_three() -> None:
    clients = [merged(group) for group in group_contacts(contacts())]
    spoken = Counter(suggest(client)[0] for client in clients if "Clients" in client.labels)
    assert set(spoken) == set(LOCALES) - {"de"}
    assert sum(spoken[locale] for locale in ("en-GB", "en-US", "it")) >= 28


def test_the_tray_has_an_example_of_every_reason_and_no_client_in_it() -> None:
    people = [merged(group) for group in group_contacts(contacts())]
    tray = {person.key: why_probably_not(person, ["haldenmoor.example"]) for person in people}
    assert set(tray.values()) - {None} == set(REASONS) - {"blocked"}  # the demo's policy blocks nobody
    assert not any(tray[person.key] for person in people if "Clients" in person.labels)


def test_the_outlook_sample_is_what_italian_outlook_writes() -> None:
    content = (FOLDER / "outlook-contacts.csv").read_bytes()
    assert b'"Societ\xe0";' in content
