"""Lines of the log: one JSON object each, with identifiers only, whoever writes them."""

import json
import logging
import subprocess
import sys

import pytest
import structlog

from fakes.cases import for_each
from fakes.log_lines import Lines, tells_of_somebody
from segue.logs import LibraryLine

WRITES = """
import logging, sys, structlog
from segue.config import load_settings
from segue.logs import set_up_logs
set_up_logs(load_settings({}, log_format=sys.argv[1], demo=sys.argv[2] == "demo"))
structlog.contextvars.bind_contextvars(request="0af7")
structlog.get_logger().info("request", status=200)
structlog.get_logger().warning("wipe_put_off")
logging.getLogger("gunicorn.error").error("Error handling request %s", "/clients?q=Stainsby")
"""


def line_of(message, *told, raised=None):
    info = (type(raised), raised, None) if raised else None
    record = logging.LogRecord("gunicorn.error", logging.ERROR, "base.py", 42, message, told, info)
    return json.loads(LibraryLine().format(record))


def written(*words):
    done = subprocess.run([sys.executable, "-c", WRITES, *words], capture_output=True, text=True, check=True)
    assert done.stdout == ""
    return done.stderr.splitlines()


def test_lines_are_json_on_standard_error_with_moment_level_and_request():
    told = [json.loads(line) for line in written("json", "")]
    assert [(one["event"], one["level"]) for one in told] == [
        ("request", "info"),
        ("wipe_put_off", "warning"),
        ("Error handling request …", "error"),
    ]
    assert all(one["at"].endswith("Z") for one in told)
    assert (told[0]["request"], told[0]["status"]) == ("0af7", 200)
    assert "Stainsby" not in str(told)


def test_a_terminal_gets_plain_text_and_the_demonstration_only_trouble():
    told = written("json", "demo")
    assert ("wipe_put_off" in told[0], "status" in told[0], len(told)) == (True, False, 2)
    assert "status=200" in written("text", "")[0]


@for_each(
    ("message", "told", "said"),
    [
        ("WORKER TIMEOUT (pid:%s)", (31,), "WORKER TIMEOUT (pid:31)"),
        ("Error handling request %s", ("/clients?q=Stainsby",), "Error handling request …"),
        ("Worker (pid:%s) was sent %s!", (31, "SIGKILL"), "Worker (pid:31) was sent …!"),
        ("Port %d", ("Stainsby",), "Port %d"),
        ("Invalid request from ip=192.0.2.1: 'GET /?q=Stainsby'", (), "Invalid request from ip"),
        ("Cannot read: Tom Stainsby", (), "Cannot read"),
        ("Job of %(who)s", ({"who": "Tom Stainsby"},), "Job of %(who)s"),
        (ValueError("Tom Stainsby"), (), "ValueError"),
    ],
)
def test_a_library_tells_what_it_always_says_and_numbers(message, told, said):
    assert line_of(message, *told)["event"] == said


def test_of_an_exception_its_kind_and_place_alone_are_told():
    line = line_of("Unhandled exception in task %s.", "place", raised=ValueError("Tom Stainsby"))
    assert (line["error"], line["where"]) == ("ValueError", "base.py:42")
    assert "Stainsby" not in str(line)


# What every test is held against (conftest.py)


@for_each(
    "line", ["to mara@norwell.example", "ada@rossi.it", "info job {'name': 'Tom'}", "Whitfield", "norwell.example"]
)
def test_a_line_that_tells_of_somebody_is_seen(line):
    assert tells_of_somebody(line)


@for_each("line", ["info request {'person': 'mara'}", "route=/letters/<letter_id>", "Tomorrow", "place_drafts@4"])
def test_a_line_of_identifiers_is_left_alone(line):
    assert not tells_of_somebody(line)


@pytest.mark.parametrize("logger", [structlog.get_logger(), logging.getLogger("huey")])
def test_every_line_of_the_tests_is_looked_at(log_lines: Lines, logger):
    with structlog.testing.capture_logs():
        logger.warning("looked_at")
    assert any("looked_at" in line for line in log_lines.taken())
