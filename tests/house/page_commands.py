"""The commands that a page of the documentation names, and whether make and segue know them."""

import re

import click

from house.sources import ROOT, text
from segue.cli import main

CODE = re.compile(r"`([^`\n]+)`")
FENCED = re.compile(r"^```[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)


def commands(content: str) -> list[str]:
    """Every line of code of a page, in blocks and in sentences."""
    lines = [line for block in FENCED.findall(content) for line in block.splitlines()]
    return [line.strip() for line in (*lines, *CODE.findall(FENCED.sub("", content)))]


def unknown_commands(content: str) -> list[str]:
    """The commands of a page that make or segue does not know."""
    targets = set(re.findall(r"^([a-z-]+):", text(ROOT / "Makefile"), re.MULTILINE))
    unknown = []
    for line in commands(content):
        made = re.match(r"(?:[A-Z_]+=\S+ )*make ([a-z-]+)", line)
        if made and made[1] not in targets:
            unknown.append(line)
        ours = re.match(r"(?:\S*/)?segue((?: [a-z][a-z-]*)+)", line)
        if ours and not known(ours[1].split()):
            unknown.append(line)
    return unknown


def known(said: list[str]) -> bool:
    """Whether the words after "segue" lead to a command."""
    return named_command(said) is not None


def named_command(said: list[str]) -> click.Command | None:
    """The command to which the words after "segue" lead, whose own words may follow; None for no command."""
    place: click.Command = main
    for word in said:
        if not isinstance(place, click.Group):
            return place
        if word not in place.commands:
            return None
        place = place.commands[word]
    return place


def unknown_options(content: str) -> list[str]:
    """The options of a page's commands that segue does not know."""
    unknown = []
    for line in commands(content):
        ours = re.match(r"(?:\S*/)?segue((?: [a-z][a-z-]*)+)", line)
        command = named_command(ours[1].split()) if ours else None
        options = {one for each in command.params for one in each.opts} | {"--help"} if command else set()
        unknown += [said for said in re.findall(r" (--[a-z-]+)", line) if command and said not in options]
    return unknown
