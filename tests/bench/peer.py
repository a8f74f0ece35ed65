"""The peer of a whole process: PyPI's mailmerge on one letter of ours, in one language and as plain text.

Always a dry run, and its server is a name that cannot exist.
"""

import csv
from pathlib import Path

from bench.full import client, composed, full_facts, packs
from bench.serving import BIN

SERVER = "[smtp_server]\nhost = nowhere.invalid\nport = 25\n"


def mailmerge(folder: Path, count: int) -> list[str]:
    """Write mailmerge's three files into a folder; return the command, to be run there, that shows every letter."""
    facts = full_facts(list(packs()).index("en-GB"))
    letter, _ = composed(facts)
    text = letter.text.replace(facts.client.name, "{{ name }}").replace(facts.client.family, "{{ family }}")
    heads = f"TO: {{{{ email }}}}\nSUBJECT: {letter.subject}\nFROM: {facts.writer.address}\n\n"
    (folder / "mailmerge_template.txt").write_text(heads + text, encoding="utf-8")
    (folder / "mailmerge_server.conf").write_text(SERVER, encoding="utf-8")
    with (folder / "mailmerge_database.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("email", "name", "family"))
        rows.writerows((one.to[0], one.name, one.family) for one in map(client, range(count)))
    return [str(BIN / "mailmerge"), "--dry-run", "--no-limit", "--output-format", "text"]
