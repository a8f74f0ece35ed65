"""The leaver's two words: on his contract before asking (P10), and on what the manager allowed (P4)."""

from dataclasses import replace

from segue.departure.attestation import Attestation
from segue.departure.consent import Consent, ConsentItem, items_of
from segue.departure.departure import Departure
from segue.departure.errors import InputError
from segue.departure.people import Person
from segue.departure.stage import Verb
from segue.desk.access import answered_terms, permit
from segue.desk.desk import Desk
from segue.desk.reconsider import reconsider


def attest(desk: Desk, actor: Person, departure_id: str, attestation: Attestation, version: int) -> Departure:
    """Keep what the leaver declares on his contract; letters that it tightens wait again.

    Raises InputError for notice given in the future, a contract that nobody read, or somebody else's contract.
    """
    departure = permit(desk, actor, departure_id, Verb.CHANGE_FACTS)
    if departure.taken_over:  # nobody declares what another one's contract says
        raise InputError("closed_no_leaver", field="notice_given_on")
    if attestation.notice_given_on > desk.today:
        raise InputError("notice_in_the_future", field="notice_given_on")
    if not attestation.contract_read:
        raise InputError("contract_not_read", field="contract_read")
    if attestation == departure.attestation and version == departure.version:
        return departure
    saved = desk.stores.departures.save(replace(departure, attestation=attestation, version=version))
    desk.record(actor.id, "attest", departure_id, unsure=" ".join(sorted(attestation.unsure)))
    reconsider(desk, saved)
    return saved


def to_agree_on(desk: Desk, departure: Departure) -> frozenset[ConsentItem]:
    """Return what the leaver is asked about: what the answer allows, and policy and contract leave open."""
    return items_of(desk.terms(replace(departure, consent=None)))


def agree(desk: Desk, actor: Person, departure_id: str, declined: frozenset[ConsentItem], version: int) -> Departure:
    """Keep which of the allowed things the leaver declines; the rest is agreed.

    Whoever declines to write at all gives the question back to the approver. Raises NotFound,
    NotNow before the answer, ChangedMeanwhile when the answer is not the one that he saw.
    """
    verb = Verb.DECLINE if ConsentItem.LETTER in declined else Verb.AGREE
    departure = permit(desk, actor, departure_id, verb)
    answered_terms(departure)
    shown = to_agree_on(desk, departure)
    consent = Consent(desk.now, shown, declined & shown)
    saved = desk.stores.departures.save(departure.moved(verb, consent=consent, version=version))
    desk.record(actor.id, verb, departure_id, declined=" ".join(sorted(consent.declined)))
    reconsider(desk, saved)
    return saved
