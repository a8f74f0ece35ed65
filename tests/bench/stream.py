"""A whole process that writes full letters one after another: ``python -m bench.stream 1000`` or ``… 1000 memory``."""

import os
import sys

from bench.full import composed, full_facts


def main(count: int, *, tell_memory: bool) -> None:
    """Write some letters with HTML and digest to standard output; at the end the memory held, in KiB, to the other."""
    for number in range(count):
        letter, seal = composed(full_facts(number))
        sys.stdout.write(f"{letter.subject}\n\n{letter.text}\n\n{letter.html}\n{seal}\n")
    if tell_memory:
        sys.stderr.write(resident_kib())


def resident_kib() -> str:
    """The memory that this process holds, as ``ps`` tells it."""
    import subprocess

    return subprocess.run(
        ["ps", "-o", "rss=", "-p", str(os.getpid())], capture_output=True, text=True, check=True
    ).stdout


if __name__ == "__main__":
    main(int(sys.argv[1]), tell_memory="memory" in sys.argv[2:])
