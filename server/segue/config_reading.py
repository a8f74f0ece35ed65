"""What an environment says: values by the settings' names, and what cannot be a setting or a file of one."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

PREFIX, FILE = "SEGUE_", "_FILE"
OF_TESTS = "SEGUE_TEST_"
"""What only the tests read begins so, and sets nothing."""
LARGEST_FILE_BYTES = 65_536
"""A certificate with its whole chain has a tenth of that."""
_OF_A_SERVICE = re.compile(PREFIX + r"(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT_\d+_\w+)")
"""What Kubernetes adds for a service named segue (kubernetes.io/docs/concepts/services-networking/service)."""


@dataclass(frozen=True)
class Mistake:
    """What is wrong with one setting; ``says`` holds no value.

    ``ending`` is that of its variable, ``beside`` another setting that it does not go with.
    """

    setting: str
    says: str
    ending: str = ""
    beside: str = ""

    def __str__(self) -> str:
        """Say it under the variable's name."""
        return f"{PREFIX}{self.setting.upper()}{self.ending}: {self.says}"


def found_in(environment: Mapping[str, str], known: frozenset[str]) -> tuple[dict[str, str], list[Mistake]]:
    """Return the values by the settings' names, and every mistake; what has one has no value."""
    told = {name: value for name, value in environment.items() if name.upper().startswith(PREFIX)}
    told = {name: value for name, value in told.items() if not name.startswith(OF_TESTS)}
    told = {name: value for name, value in told.items() if not name.startswith(OF_TESTS)}
    of_a_service = sorted(name for name in told if _OF_A_SERVICE.fullmatch(name))
    values, mistakes = {}, list(_service_links(of_a_service))
    for name in sorted(told.keys() - set(of_a_service)):
        setting, ending = _named(name)
        if name != PREFIX + setting.upper() + ending or setting not in known:
            mistakes.append(Mistake(name[len(PREFIX) :], _unknown(name, known)))
            continue
        try:
            values[setting] = _value(setting, ending, told)
        except ValueError as error:
            mistakes.append(Mistake(setting, str(error), ending))
    return values, mistakes


def _named(variable: str) -> tuple[str, str]:
    """Return the setting that a variable is of, and the variable's ending."""
    name = variable[len(PREFIX) :].upper()
    return (name.removesuffix(FILE).lower(), FILE) if name.endswith(FILE) else (name.lower(), "")


def _service_links(names: list[str]) -> Iterator[Mistake]:
    if names:
        yield Mistake(
            names[0].removeprefix(PREFIX),
            "Kubernetes adds this for a service of the same name: set enableServiceLinks: false for the pod",
        )


def _unknown(variable: str, known: frozenset[str]) -> str:
    every = [PREFIX + name.upper() + ending for name in sorted(known) for ending in ("", FILE)]
    near = get_close_matches(variable.upper(), every, n=1, cutoff=0.8)
    return "no setting has this name" + (f"; did you mean {near[0]}?" if near else "")


def _value(setting: str, ending: str, told: Mapping[str, str]) -> str:
    """Return the value of a variable, or of the file that it names; raises ValueError that says what is wrong."""
    plain = told.get(PREFIX + setting.upper(), "")
    if ending:
        if plain:
            raise ValueError("the variable without _FILE is set as well: keep one of the two")
        return _in_file(told[PREFIX + setting.upper() + FILE])
    if plain.endswith("\r"):
        raise ValueError("ends with a carriage return: save the file that it comes from with Unix line ends")
    return plain


def _in_file(name: str) -> str:
    """Return what stands in a file, without the white space around it; raises ValueError that says why not."""
    path = Path(name)
    # Somebody may have put the secret itself here: only what can be the place of a file is said again.
    shown = name if path.is_absolute() and _is_there(path.parent) else "the file that it names"
    if not name:
        raise ValueError("names no file")
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE_BYTES + 1)
        text = content.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        raise ValueError(f"{shown} is no text in UTF-8") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it has to be the path of a file"
        raise ValueError(f"cannot read {shown} ({reason})") from None
    if len(content) > LARGEST_FILE_BYTES:
        raise ValueError(f"{shown} is larger than {LARGEST_FILE_BYTES:,} bytes: no setting is that long")
    if not text:
        raise ValueError(f"{shown} is empty")
    return text


def _is_there(folder: Path) -> bool:
    try:
        return folder.is_dir()
    except (OSError, ValueError):
        return False
