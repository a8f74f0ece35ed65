"""Left-over placeholders, and sample or redacted data that nobody replaced (T3)."""

import re
from collections.abc import Iterator

from segue.departure.findings import Finding, Severity
from segue.letters.proofread.reading import Reading, matches

FIELD = r"(?:first|last|full|given|family)?\s?(?:name|company|title|date|email|phone|nome|cognome|azienda|titolo|data)"
BRACKETS = re.compile(rf"\[[^\[\]\n]{{1,60}}\]|\{{\{{|\}}\}}|\{{%|«\s?{FIELD}\s?»|<<\s?{FIELD}\s?>>", re.IGNORECASE)
MARKS = re.compile(r"(?<!\w)(?:X{2,}|TODO|TBD|TBC)(?!\w)")
WHOLE = re.compile(rf"[Xx]{{2,}}|todo|tbd|n/?a|{FIELD}", re.IGNORECASE)
SAMPLE = re.compile(
    r"\[email\s?protected\]|(?<![\w-])(?:123-456-7890|098-765-4321)(?![\w-])|\+0099-99-99-99-9"
    r"|[\w.+-]*@(?:email|example)\.(?:com|org|net)(?!\w)|(?<!\w)XX\s+\w+\s+\d{4}(?!\w)",
    re.IGNORECASE,
)


def leftover_placeholders(reading: Reading) -> Iterator[Finding]:
    """Find placeholders such as [name], {{ name }} or «name» anywhere, and marks such as XX outside names."""
    shown = {where: SAMPLE.sub(lambda match: " " * len(match.group()), text) for where, text in reading.parts.items()}
    yield from matches("placeholder", Severity.BLOCKING, BRACKETS, shown)
    prose = {where: SAMPLE.sub(lambda match: " " * len(match.group()), text) for where, text in reading.prose.items()}
    yield from matches("placeholder", Severity.BLOCKING, MARKS, prose)


def placeholder_names(reading: Reading) -> Iterator[Finding]:
    """Find names that are nothing but a placeholder, such as "First Name" or "XX"."""
    for field, value in reading.names.items():
        if WHOLE.fullmatch(value.strip()):
            yield Finding("placeholder", Severity.BLOCKING, field, (0, len(value)), {"words": value})


def sample_data(reading: Reading) -> Iterator[Finding]:
    """Find redacted or sample addresses, numbers and dates; domains that end in .example are demo data."""
    yield from matches("sample_value", Severity.BLOCKING, SAMPLE, reading.parts)
    for index, address in enumerate((*reading.facts.client.to, *reading.facts.cc)):
        if SAMPLE.search(address):
            yield Finding("sample_value", Severity.BLOCKING, f"to.{index}", (0, len(address)), {"words": address})
