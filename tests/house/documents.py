"""The pages of docs/ that are made from the code: settings, errors, routes. ``make docs`` writes them again.

``PYTHONPATH=tests python -m house.documents`` is the same without make.
"""

import ast
import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import BaseSettings

from doors.test_every_door import EXPECTED, PEOPLE
from house.sources import ROOT, files, tree
from segue.app import create_app
from segue.config import PREFIX, load_settings
from segue.config_groups import GROUPS
from segue.departure import errors
from segue.departure.stage import REFUSALS
from segue.desk.available import CONTRACT, LAST_DAY, NO_LEAVER, POLICY, UNATTESTED, UNSURE
from segue.doors.problems import HTTP_CODES, STATUSES

DOCS = ROOT / "docs"
MADE = "\n*Made from the code by `make docs`; a test compares the two.*\n"
REFUSED = (401, 403, 404)
WHO = {
    frozenset(PEOPLE): "anybody",
    frozenset(PEOPLE[1:]): "everybody signed in",
    frozenset({"leaver"}): "the leaver",
    frozenset({"manager"}): "the approver",
    frozenset({"leaver", "manager"}): "the leaver and the approver",
    frozenset({"administrator"}): "administrators",
    frozenset({"leaver", "administrator"}): "the leaver and administrators",
    frozenset({"manager", "administrator"}): "approvers and administrators",
    frozenset({"leaver", "manager", "administrator"}): "the leaver, the approver and administrators",
}
CLOSED = (POLICY, CONTRACT, UNSURE, UNATTESTED, NO_LEAVER, LAST_DAY)
LATER = {
    "changes": "the leaver",
    "drafting": "who hands the letters out, where policy allows it",
    "lead": "an approver who took it over",
    "oauth": "everybody signed in, where `SEGUE_EXTENSION_REDIRECTS` names addresses",
    "provider_sign_in": "anybody, where people sign in with Google or Microsoft",
    "cards": "whoever the tokens of the Gmail sidebar name, where there is one",
    "metrics": "who brings the secret of `SEGUE_METRICS_TOKEN`, where it is set",
    "no_contact": "the approver, after the answer that nobody writes",
    "standing": "the approver whom the policy names",
    "successor": "the successor, once both sides said that he knows",
}
"""Who is let in where the departure of the table has nobody: by blueprint."""


def settings_page() -> str:
    """Every setting, in its group: name, meaning, default, secret or not."""
    groups = "\n".join(f"## {(group.__doc__ or '').rstrip('.')}\n\n{_settings_of(group)}" for group in GROUPS)
    return f"""# Settings

Settings are variables of the environment. `{PREFIX}…_FILE` names a file that holds the value, for each of them, without
the white space around it; use that for what is secret, and never both. An unknown name that begins with `{PREFIX}`
stops the start, and so do values that cannot work: every mistake is named at once. `segue doctor` says what is missing.
{MADE}
{groups}"""


def _settings_of(group: type[BaseSettings]) -> str:
    rows = [
        (f"`{PREFIX}{name.upper()}`", str(field.description), _shown(field.default), _secret(field.annotation))
        for name, field in group.model_fields.items()
    ]
    return _table(("name", "meaning", "default", "secret"), rows)


def errors_page() -> str:
    """Every error code with its status and its sentence."""
    texts = json.loads((ROOT / "templates" / "interface" / "en.json").read_text(encoding="utf-8"))
    rows = [
        (f"`{code}`", ", ".join(map(str, sorted(statuses))), _escaped(_sentence(texts, code)))
        for code, statuses in sorted(error_codes().items())
    ]
    return f"""# Error codes

A page shows the sentence, in the reader's language. The API answers with a problem document (RFC 9457,
`application/problem+json`) whose `code` is the one below and whose `detail` is the sentence. Codes are stable;
sentences may change. Where a sentence has a gap such as `{{file}}`, the answer fills it.
{MADE}
{_table(("code", "status", "sentence"), rows)}"""


def routes_page() -> str:
    """Every route with its method and who may."""
    rows = [
        (method, f"`{rule}`", who_may(endpoint), _escaped(summary))
        for rule, method, endpoint, summary in sorted(routes())
    ]
    return f"""# Routes

What each address does, and who may. To everybody else a departure looks as if it were not there (404); nobody
decides on his own (403). *The leaver* and *the approver* are those of that departure. Every method but GET needs
the token of the session (`csrf_token` in a form, `X-CSRF-Token` in the API); no GET changes or decides anything.
What the API takes and gives is told at `/api/v1/` of any running Segue, and as OpenAPI at `/api/v1/openapi.json`.
{MADE}
{_table(("method", "address", "who may", "what for"), rows)}"""


PAGES: dict[str, Callable[[], str]] = {
    "settings.md": settings_page,
    "errors.md": errors_page,
    "routes.md": routes_page,
}


def error_codes() -> dict[str, set[int]]:
    """Every code that the server can answer with, and its HTTP statuses."""
    kinds = {node.name: node for path in files("server/segue", ".py") for node in _error_classes(tree(path))}
    codes: dict[str, set[int]] = {}
    for name, node in kinds.items():
        for line in node.body:
            if isinstance(line, ast.Assign) and getattr(line.targets[0], "id", "") == "code":
                codes.setdefault(str(ast.literal_eval(line.value)), set()).add(_status(name, kinds))
    for path in files("server/segue", ".py"):
        for name, code in _raised(tree(path), set(kinds)):
            codes.setdefault(code, set()).add(_status(name, kinds))
    for code, status in _told_by_tables():
        codes.setdefault(code, set()).add(status)
    return codes


def _told_by_tables() -> Iterator[tuple[str, int]]:
    """Codes that no line of the code spells out, because tables hold them."""
    yield from ((code, STATUSES[errors.InputError]) for code in _stopping_findings())
    yield from ((code, status) for status, code in HTTP_CODES.items())
    yield from ((code, STATUSES[errors.NotNow]) for code in REFUSALS.values())
    yield from ((f"closed_{why}", STATUSES[errors.InputError]) for why in CLOSED)
    yield from ((f"{what}_unreadable", STATUSES[errors.Damaged]) for what in ("audit", "departure", "person"))


def who_may(endpoint: str) -> str:
    """Who is let in, read off the table that the tests try every route with."""
    row = EXPECTED[endpoint]
    let_in = {who for who, status in row.statuses.items() if status not in REFUSED}
    if row.statuses["anonymous"] in (302, 303) and row.method == "GET":
        let_in.discard("anonymous")  # shown to the sign-in page
    if endpoint == "sign_in.sign_in":
        return "anybody, in the demonstration"
    return WHO[frozenset(let_in)] if let_in else LATER[endpoint.partition(".")[0]]


def routes() -> Iterator[tuple[str, str, str, str]]:
    """Every rule of the application: address, method, endpoint, and the first line on it."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(load_settings({}, data_dir=Path(folder)))
    for rule in app.url_map.iter_rules():
        says = (app.view_functions[rule.endpoint].__doc__ or FILES.get(rule.endpoint, "")).strip().split("\n")[0]
        for method in rule.methods - {"HEAD", "OPTIONS"}:
            yield rule.rule, method, rule.endpoint, says


FILES = {
    "static": "Scripts and styles of the pages.",
    "openapi.spec": "The API's OpenAPI document.",
    "pane.pane": "The pane and its modules.",
    "pane.host": "The pane's hosts.",
    "pane.practice": "The practice window with the pane beside it.",
}
"""What for, where Flask or the pane's own code serves files."""


def _error_classes(module: ast.Module) -> Iterator[ast.ClassDef]:
    """The classes of a module that belong to the tree of errors."""
    known = {name for name in vars(errors) if isinstance(getattr(errors, name), type)}
    for node in ast.walk(module):
        bases = {getattr(base, "id", "") for base in getattr(node, "bases", [])}
        if isinstance(node, ast.ClassDef) and (node.name in known or bases & known):
            yield node


def _raised(module: ast.Module, kinds: set[str]) -> Iterator[tuple[str, str]]:
    """Class and code of every error that a module makes with a code of its own."""
    for node in ast.walk(module):
        name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
        if name in kinds and node.args:
            first = node.args[0]
            either = (first.body, first.orelse) if isinstance(first, ast.IfExp) else (first,)
            yield from ((name, str(one.value)) for one in either if isinstance(one, ast.Constant))


def _stopping_findings() -> Iterator[str]:
    """The findings in the facts of a departure that keep the question from being put."""
    for node in ast.walk(tree(ROOT / "server" / "segue" / "departure" / "departure_check.py")):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Finding":
            found, severity = node.args[0], node.args[1]
            if isinstance(found, ast.Constant) and getattr(severity, "attr", "") == "BLOCKING":
                yield str(found.value)


def _status(name: str, kinds: dict[str, ast.ClassDef]) -> int:
    """The status of a class of errors: that of its nearest ancestor in the table."""
    by_name = {kind.__name__: status for kind, status in STATUSES.items()}
    while name not in by_name:
        name = str(getattr(kinds[name].bases[0], "id", "SegueError"))
    return by_name[name]


def _sentence(texts: dict[str, str], code: str) -> str:
    return texts.get(f"error.{code}") or texts[f"finding.{code}"]


def _shown(default: object) -> str:
    value = default.get_secret_value() if isinstance(default, SecretStr) else default
    return f"`{str(value).lower() if isinstance(value, bool) else value}`" if value != "" else "empty"


def _secret(annotation: object) -> str:
    return "yes" if annotation is SecretStr else "no"


def _escaped(sentence: str) -> str:
    return sentence.replace("|", "\\|").replace("<", "&lt;")


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def main() -> None:
    """Write every page."""
    for page, made in PAGES.items():
        (DOCS / page).write_text(made(), encoding="utf-8")


if __name__ == "__main__":
    main()
