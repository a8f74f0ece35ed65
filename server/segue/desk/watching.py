"""What the proofreader watches for in all letters of a departure: names and contacts that must not stand there (L9)."""

from segue.departure.departure import Departure
from segue.desk.desk import Desk
from segue.letters.proofread.watch import Watch, names_of_clients


def watch_over(desk: Desk, departure: Departure) -> Watch:
    """Return what to watch for; worked out once for each desk, since it needs every client's name."""
    private = departure.personal_contact.said if departure.personal_contact else ""
    key = (departure.id, (*departure.denied, private, str(desk.policy.version)))
    if key not in desk.watches:
        others = names_of_clients(desk.stores.clients.chosen_names(departure.id))
        desk.watches[key] = Watch(departure.denied, others, private, desk.policy.holidays, desk.policy.words)
    return desk.watches[key]
