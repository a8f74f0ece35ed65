"""What the terminal says: failures, findings and rows that were not kept, as the catalogue's English sentences."""

from functools import lru_cache

from segue.assets import asset
from segue.clients.contact import RowProblem
from segue.departure.errors import BrokenSetup, SegueError
from segue.departure.findings import Finding
from segue.doors.texts import Texts, language_name

LOCALE = "en"


def told_error(error: SegueError) -> str:
    """Return what is wrong and what to do, with the code under which docs/errors.md has it."""
    if isinstance(error, BrokenSetup):
        return str(error)
    return f"{_sentence(error.code, error.values, 'error', 'finding')} ({error.code})"


def told_finding(finding: Finding) -> str:
    """Return a finding, or what keeps a letter from being written, as a sentence."""
    return _sentence(finding.id, finding.values, "finding", "error")


def told_row(problem: RowProblem) -> str:
    """Return which row of a contacts file was not kept, and why."""
    return _texts().get(LOCALE, f"contacts.{problem.code}", source=problem.source, row=problem.row, value=problem.value)


def _sentence(code: str, values: dict[str, object] | dict[str, str], *kinds: str) -> str:
    """Return the catalogue's sentence of a code, of the first kind that has one."""
    keys = (f"{kind}.{code}" for kind in (*kinds, "error") if _texts().has(f"{kind}.{code}"))
    named = {name: language_name(str(it), LOCALE) if name == "locale" else it for name, it in values.items()}
    return _texts().get(LOCALE, next(keys, "error.failed"), **named)


@lru_cache(maxsize=1)
def _texts() -> Texts:
    return Texts(asset("templates", "interface"))
