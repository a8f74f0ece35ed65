"""Left-over placeholders, and sample or redacted data that nobody replaced (T3).

Each pattern stands beside its hint: what no match is without, in lower case where case is ignored. A text without
any hint is not searched, since a pattern needs far longer to find nothing.
"""

import re
from collections.abc import Iterator

from segue.departure.findings import Finding, Severity
from segue.letters.proofread.reading import Reading, matches
from segue.letters.proofread.search import holding

FIELD = r"(?:first|last|full|given|family)?\s?(?:name|company|title|date|email|phone|nome|cognome|azienda|titolo|data)"
IN_BRACKETS = {
    "[": r"\[[^\[\]\n]{1,60}\]",
    "{{": r"\{\{",
    "}}": r"\}\}",
    "{%": r"\{%",
    "«": rf"«\s?{FIELD}\s?»",
    "<<": rf"<<\s?{FIELD}\s?>>",
}
TO_DO = {"XX": "X{2,}", "TODO": "TODO", "TBD": "TBD", "TBC": "TBC"}
SAMPLES = {
    "[": r"\[email\s?protected\]",
    "123-456": r"(?<![\w-])123-456-7890(?![\w-])",
    "098-765": r"(?<![\w-])098-765-4321(?![\w-])",
    "+0099": r"\+0099-99-99-99-9",
    "@e": r"[\w.+-]*@(?:email|example)\.(?:com|org|net)(?!\w)",
    "xx": r"(?<!\w)XX\s+\w+\s+\d{4}(?!\w)",
}
BRACKETS = re.compile("|".join(IN_BRACKETS.values()), re.IGNORECASE)
MARKS = re.compile(rf"(?<!\w)(?:{'|'.join(TO_DO.values())})(?!\w)")
SAMPLE = re.compile("|".join(SAMPLES.values()), re.IGNORECASE)
WHOLE = re.compile(rf"[Xx]{{2,}}|todo|tbd|n/?a|{FIELD}", re.IGNORECASE)


def leftover_placeholders(reading: Reading) -> Iterator[Finding]:
    """Find placeholders such as [name], {{ name }} or «name» anywhere, and marks such as XX outside names."""
    shown = _without_samples(holding(IN_BRACKETS, reading.parts))
    yield from matches("placeholder", Severity.BLOCKING, BRACKETS, shown)
    prose = _without_samples(holding(TO_DO, reading.prose))
    yield from matches("placeholder", Severity.BLOCKING, MARKS, prose)


def placeholder_names(reading: Reading) -> Iterator[Finding]:
    """Find names that are nothing but a placeholder, such as "First Name" or "XX"."""
    for field, value in reading.names.items():
        if WHOLE.fullmatch(value.strip()):
            yield Finding("placeholder", Severity.BLOCKING, field, (0, len(value)), {"words": value})


def sample_data(reading: Reading) -> Iterator[Finding]:
    """Find redacted or sample addresses, numbers and dates; domains that end in .example are demo data."""
    yield from matches("sample_value", Severity.BLOCKING, SAMPLE, holding(SAMPLES, reading.parts, ignore_case=True))
    for index, address in enumerate((*reading.facts.client.to, *reading.facts.cc)):
        if SAMPLE.search(address):
            yield Finding("sample_value", Severity.BLOCKING, f"to.{index}", (0, len(address)), {"words": address})


def _without_samples(parts: dict[str, str]) -> dict[str, str]:
    return {where: SAMPLE.sub(lambda match: " " * len(match.group()), text) for where, text in parts.items()}
