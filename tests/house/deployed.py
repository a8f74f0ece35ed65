"""The files of deploy/ as their tests read them: YAML without doubled keys, settings, commands."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from fakes.pem import certificate_pem
from house.sources import ROOT, text
from segue.config import PREFIX, Settings
from segue.records.sealed import new_key

DEPLOY = ROOT / "deploy"
IMAGE_FILE = text(DEPLOY / "container" / "Dockerfile")
VERSION = tomllib.loads(text(ROOT / "pyproject.toml"))["project"]["version"]
SECRETS = {
    PREFIX + name.upper() for name, field in Settings.model_fields.items() if "SecretStr" in str(field.annotation)
}
GRACEFUL_SECONDS = int(re.findall(r"^graceful_timeout = (\d+)$", text(DEPLOY / "gunicorn.conf.py"), re.MULTILINE)[0])


class Strict(yaml.SafeLoader):
    """Refuses a key that stands twice: the reader would take the last one without a word."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Return a mapping; raises ConstructorError for a doubled key."""
        keys = [key.value for key, _ in node.value if key.tag != "tag:yaml.org,2002:merge"]
        doubled = {key for key in keys if keys.count(key) > 1}
        if doubled:
            raise yaml.constructor.ConstructorError(None, None, f"doubled: {doubled}", node.start_mark)
        return super().construct_mapping(node, deep)


def documents(content: str) -> list[Any]:
    """Return the documents of a YAML text."""
    return [one for one in yaml.load_all(content, Loader=Strict) if one is not None]


def image_words(instruction: str) -> list[str]:
    """Return the words of the last instruction of the image's file that is written as a list, such as CMD."""
    return list(json.loads(re.findall(rf"{instruction} (\[.*\])$", IMAGE_FILE, re.MULTILINE)[-1]))


def example_settings(path: Path) -> dict[str, str]:
    """Return the settings of an example file, those after a # too."""
    return dict(re.findall(rf"^(?:# )?({PREFIX}\w+)=(.*)$", text(path), re.MULTILINE))


def with_files_here(settings: dict[str, str], folder: Path) -> dict[str, str]:
    """Return the settings with every file that they name put below a folder, with something in it."""
    return {name: _file_here(value, folder) if name.endswith("_FILE") else value for name, value in settings.items()}


def _file_here(path: str, folder: Path) -> str:
    place = folder / Path(path).name
    place.write_text(_content(place.name), encoding="utf-8")
    return str(place)


def _content(name: str) -> str:
    if "certificate" in name:
        return certificate_pem()
    return "postgresql://segue:PASSWORD@postgres/segue" if name == "database_url" else new_key()


def open_secrets(content: str) -> Iterator[str]:
    """Yield the secrets whose value would stand in a file of settings, instead of the name of a file."""
    named = re.findall(rf"\b({PREFIX}[A-Z_]+)\b", content)
    return (name for name in named if name in SECRETS)
