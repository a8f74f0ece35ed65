"""What a hostile or broken browser puts into the fields that a door reads: junk under the door's own names."""

import inspect
import re
import sys
from functools import cache
from io import BytesIO
from itertools import chain

from hypothesis import strategies as some
from pydantic import BaseModel

NAMED = re.compile(r"""request\.(form|args|files|values)(?:\.get(?:list)?\(|\[)["']([a-z_]+)["']""")
NUMBERED = ("column-0", "column-99999999999999999999", "s-x", "answer-x", "comment-x", "point_1_email", "email-x")
QUERY = ("page", "q", "label", "company", "list", "sort", "next", "at", "undo", "departure", "class", "open", "show")
HOSTILE = (
    "", " ", "\x00", "a\x00b", "x" * 5_000, "9" * 5_000, "-1", "0", "1", "9223372036854775808", "1e400", "NaN", "٣",
    "²", "true", "false", "None", "[]", "{}", "a:b", ":", "choose:", "page:" + "9" * 30, "<script>alert(1)</script>",
    "{{7*7}}", "'; DROP TABLE person; --", "%00", "%s%n", "../../etc/passwd", "=1+1", "a\r\nBcc: b@c.example",
    "\u202e\ufeff\u200d",
    "\ud7ff\uffff", "😀" * 300, "0000-00-00", "9999-12-31", "2026-10-30", "2026-13-01", "2026-09-01T09:00:00+00:00",
    "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-09-01T09:00:00", "24:00", "//evil.example",
    "a@b.example", "a@" + "b" * 300, "yes", "no", "save", "all", "on", "en-GB", "it", "xx", "file", "pasted", "google",
)  # fmt: skip
NAMES = ("a.csv", "", "a\x00.xlsx", "é.vcf")
FILES = (b"", b"\x00" * 9, b"\xff\xfe", b"PK\x03\x04junk", b"Name,Email\nA,a@b.example\n", b'"' * 999, b"BEGIN:VCARD\n")


@cache
def names_read(view_module: str) -> tuple[frozenset[str], frozenset[str]]:
    """The names that a module of doors reads from forms and queries: what it asks for, and the fields of its models."""
    module = sys.modules[view_module]
    asked = {(where, name) for where, name in NAMED.findall(inspect.getsource(module))}
    models = [one for one in vars(module).values() if inspect.isclass(one) and issubclass(one, BaseModel)]
    fields = {field.alias or name for model in models for name, field in model.model_fields.items()}
    return (
        frozenset({name for where, name in asked if where != "args"} | fields | {"do", "version", "client", "letter"}),
        frozenset({name for where, name in asked if where in ("args", "values")} | set(QUERY)),
    )


def junk(known: tuple[str, ...]) -> some.SearchStrategy[str]:
    """A value: hostile, one that means something here, or any text."""
    return some.sampled_from(HOSTILE + known) | some.sampled_from(known) | some.text(max_size=12)


@cache
def words_of(*modules: str) -> tuple[str, ...]:
    """Every short word in the code of some modules: among them are the values that their fields know."""
    found = (re.findall(r"[\"']([a-z][a-z_]{1,20})[\"']", inspect.getsource(sys.modules[one])) for one in modules)
    return tuple(sorted(set(chain.from_iterable(found))))


@some.composite
def forms(draw, view_module: str, known: tuple[str, ...]):
    """A form and a query for a door: some of its fields, each missing, once or several times, or a file instead."""
    of_form, of_query = names_read(view_module)
    value = junk(known + words_of(view_module))
    fields = some.lists(some.tuples(some.sampled_from(sorted(of_form) + list(NUMBERED)), value), max_size=8)
    form: dict[str, list[object]] = {}
    for name, one in draw(fields):
        form.setdefault(name, []).append(one)
    if draw(some.integers(0, 4)) == 0:
        name = draw(some.sampled_from(["file", "table", *sorted(of_form)]))
        form[name] = [(BytesIO(draw(some.sampled_from(FILES))), draw(some.sampled_from(NAMES)))]
    query = draw(some.dictionaries(some.sampled_from(sorted(of_query)), value, max_size=3))
    return form, query
