"""Every text that a person sees is in every language, with the same gaps, and is used."""

import ast
import json
import re
from functools import cache
from string import Formatter

import pytest
from babel import Locale

from house.sources import ROOT, files, text, tree

LOCALES = ("en", "hi", "id", "it", "pt-BR", "pt-PT", "ru")
PLURAL = re.compile(r"_(zero|one|two|few|many|other)$")
# Keys that are put together in code: "error." + the code of the error, and so on.
DYNAMIC = (
    "account.by_", "account.need_", "accounts.column_", "accounts.explain_", "accounts.list_",
    "accounts.means_", "accounts.none_", "accounts.said_", "accounts.stands_", "accounts.why_", "audit.broken_",
    "audit.declined_", "audit.detail_", "audit.kind_", "audit.verb_", "audit.why_", "browsers.why_",
    "bulk.importance_", "calendar.", "calls.outcome_", "check.", "clients.done_", "clients.list_", "clients.none_",
    "consent.item_", "consent.kept_", "contact_kind.", "contacts.", "corrections.changed_",
    "departures.do_", "departures.stage_", "do.",
    "drafting.came_", "drafting.ended_", "drafting.now_", "drafting.said_", "error.", "extension.", "finding.",
    "finding.severity.", "gender.", "held.", "kind.", "kind_of.", "language.reason.", "list_step.", "match.",
    "mode.", "next.", "outcome.", "pane.ask.", "pane.outcome.", "pane.part.", "pane.severity.", "pane.state.",
    "pane.status.", "pane.trouble.", "partly.", "people.done_", "permission.", "policy.", "problem.",
    "questions.fact_", "questions.of_", "queue.part_", "queue.ready_",
    "reading.done_", "reason.", "register.", "remedy.", "remind.", "reminder.", "reply.",
    "said_no.without_", "salutations.problem_", "salutations.show_", "sheets.told_", "sign_in.who_", "sign_in.with_",
    "state.", "status.", "step.", "timeline.", "topic.", "tray.", "undo.verb_", "undone.", "value.", "waits.", "way.",
)  # fmt: skip
CALL = re.compile(r"""(?<![\w.])(?:t|say|count|texts\.say|texts\.count)\(\s*["'`]([\w.-]+)["'`]\s*([,)~+])""")


@cache
def catalogue(locale: str) -> dict[str, str]:
    """One language's texts."""
    path = ROOT / "templates" / "interface" / f"{locale}.json"
    assert path.exists(), f"templates/interface/{locale}.json is missing"
    return dict(json.loads(path.read_text(encoding="utf-8")))


def gaps(sentence: str) -> set[str]:
    """The names of a sentence's gaps; raises ValueError for an unbalanced brace."""
    return {field for _, field, _, _ in Formatter().parse(sentence) if field is not None}


def base(key: str) -> str:
    """A key without its plural category."""
    return PLURAL.sub("", key)


def is_plural(key: str, texts: dict[str, str]) -> bool:
    """Whether a key is one of several plural forms, and does not merely end like one ("file_too_many")."""
    return PLURAL.search(key) is not None and (key.endswith("_one") or f"{base(key)}_other" in texts)


def sources() -> list[str]:
    """Everything that may speak to a person, as text."""
    paths = (
        *files("server", ".py"),
        *files("templates/pages", ".html", ".js"),
        *files("extension", ".js", ".html", ".json"),
    )
    return [text(path) for path in paths]


def called() -> set[tuple[str, bool]]:
    """Keys named in calls: (key or its beginning, whether more is added to it)."""
    scripts = (*files("templates/pages", ".html"), *files("extension", ".js"))
    found = {(key, after in "~+") for path in scripts for key, after in CALL.findall(text(path))}
    return found | {(key, False) for path in files("server/segue/doors", ".py") for key in _python_keys(tree(path))}


def _python_keys(module: ast.Module) -> set[str]:
    calls = (node for node in ast.walk(module) if isinstance(node, ast.Call) and node.args)
    return {
        node.args[0].value
        for node in calls
        if (getattr(node.func, "id", "") or getattr(node.func, "attr", "")) in {"t", "say"}
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }


@pytest.mark.parametrize("locale", LOCALES[1:])
def test_every_language_has_the_same_texts(locale: str) -> None:
    english, other = ({base(key) for key in catalogue(one)} for one in ("en", locale))
    assert english ^ other == set()


@pytest.mark.parametrize("locale", LOCALES[1:])
def test_every_text_has_the_same_gaps_in_every_language(locale: str) -> None:
    english, other = catalogue("en"), catalogue(locale)
    shared = english.keys() & other.keys()
    assert not [key for key in shared if not is_plural(key, english) and gaps(english[key]) != gaps(other[key])]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_count_has_its_plural_form(locale: str) -> None:
    rule = Locale.parse(locale, sep="-").plural_form
    needed = {rule(count) for count in range(1000)}
    texts = catalogue(locale)
    plural = {base(key) for key in texts if is_plural(key, texts)}
    assert not [f"{key}_{form}" for key in plural for form in needed if f"{key}_{form}" not in texts]


@pytest.mark.parametrize("locale", LOCALES)
def test_plural_forms_share_their_gaps_and_have_an_other(locale: str) -> None:
    texts = catalogue(locale)
    plural = {base(key) for key in texts if is_plural(key, texts)}
    assert not [key for key in plural if f"{key}_other" not in texts]
    wide = {key: gaps(texts[f"{key}_other"]) for key in plural}
    assert not [key for key in texts if is_plural(key, texts) and not gaps(texts[key]) <= wide[base(key)]]


@pytest.mark.parametrize("locale", LOCALES)
def test_no_text_is_empty_or_forgotten(locale: str) -> None:
    assert not [
        key for key, value in catalogue(locale).items() if not value.strip() or "TODO" in value or "XX" in value
    ]


def test_every_text_that_is_asked_for_exists() -> None:
    known = {*catalogue("en"), *(base(key) for key in catalogue("en"))}
    missing = [key for key, more in called() if not more and key not in known]
    assert not missing + [key for key, more in called() if more and not any(one.startswith(key) for one in known)]


def test_every_error_code_has_its_sentence() -> None:
    classes = (
        node for path in files("server", ".py") for node in ast.walk(tree(path)) if isinstance(node, ast.ClassDef)
    )
    lines = (line for node in classes for line in node.body if isinstance(line, ast.Assign))
    codes = {ast.literal_eval(line.value) for line in lines if getattr(line.targets[0], "id", "") == "code"}
    assert codes
    assert not [code for code in codes if f"error.{code}" not in catalogue("en")]


def test_no_text_is_unused() -> None:
    everything = "\n".join(sources())
    quoted = set(re.findall(r"""["'`]([\w.-]+)["'`]""", everything))
    keys = (key for key in catalogue("en") if not key.startswith(DYNAMIC))
    assert not [key for key in keys if key not in quoted and base(key) not in quoted]


def test_every_beginning_of_a_key_is_put_together_somewhere() -> None:
    everything = "\n".join(sources())
    used = [start for start in DYNAMIC if any(key.startswith(start) for key in catalogue("en"))]
    assert not [
        start
        for start in used
        if not re.search(rf"""["'`]{re.escape(start)}(?:["'`{{]|\$\{{|[\w.]+["'`])""", everything)
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"), [("{count} of {all}", {"count", "all"}), ("plain", set()), ("{{x}}", set())]
)
def test_gaps_are_found(sentence: str, expected: set[str]) -> None:
    assert gaps(sentence) == expected


SECOND = {"en": "second letter", "hi": "दूसर", "id": "surat kedua", "it": "second", "pt-BR": "segunda",
          "pt-PT": "segunda", "ru": "втор"}  # fmt: skip
OF_SECOND_LETTERS = ("corrections.title", "report.corrections_left", "told.correction_left", "told.corrections",
                     "undone.corrections")  # fmt: skip


@pytest.mark.parametrize("locale", LOCALES)
def test_a_second_letter_has_one_name(locale: str) -> None:
    said = {key: catalogue(locale)[key].lower() for key in OF_SECOND_LETTERS}
    assert not [key for key, words in said.items() if SECOND[locale] not in words]
