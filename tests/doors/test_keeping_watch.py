"""Keeping watch: whether it lives and can work, what is counted, and the one line for each request."""

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

import pytest
import requests
from prometheus_client.parser import text_string_to_metric_families
from structlog.testing import capture_logs

from fakes.at_google import at_google, enter
from fakes.cases import for_each
from fakes.drafting import begin, switched_on
from fakes.office import LEAVER, MANAGER, Office
from segue.doors.metrics_alone import serve_metrics
from segue.doors.wiring import EXTENSION
from segue.jobs.queue import open_queue
from segue.jobs.seen import say_here

TOKEN = "t" * 32
ADDS_UP = """
import os, sys
from pathlib import Path
from segue.doors.counts import new_counts, share_counts
folder, role = Path(sys.argv[1]), sys.argv[2]
share_counts(folder, role)
counts = new_counts()
counts.job("daily", "done", 1.0)
for _ in range(2):
    if not os.fork():
        counts.job("daily", "done", 1.0)
        os._exit(0)
for _ in range(2):
    os.wait()
of = {"kind": "daily"}
told = counts.added_up().get_sample_value
print(int(told("segue_job_runs_total", of | {"outcome": "done"})), int(told("segue_job_seconds_count", of)))
"""
OF_A_PROXY = "0af7651916cd43dd8448eb211c80319c"


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path).approved()


def rewired(office, **changes):
    office.app.extensions[EXTENSION] = replace(office.app.extensions[EXTENSION], **changes)
    return office


def scraped(office):
    """What a Prometheus reads, by name and labels."""
    rewired(office, metrics_token=TOKEN)
    answered = office.as_(None).get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answered.status_code == 200
    families = text_string_to_metric_families(answered.text)
    return {(one.name, *sorted(one.labels.items())): one.value for family in families for one in family.samples}


# Lives, and can work


def without_database(office):
    visitor = office.as_(None)
    office.engine.dispose()
    (office.folder / "segue.db").unlink()
    (office.folder / "segue.db").mkdir()
    return visitor


@pytest.mark.sqlite
def test_a_process_that_lives_says_so_without_a_database(office):
    visitor = without_database(office)
    assert visitor.get("/healthz").status_code == 200


@pytest.mark.sqlite
def test_without_a_database_it_is_not_ready(office):
    answered = without_database(office).get("/readyz")
    assert (answered.status_code, "database: not ok" in answered.text) == (503, True)


def test_ready_is_who_has_database_and_keys(office):
    answered = office.as_(None).get("/readyz")
    assert (answered.status_code, answered.text) == (
        200,
        "ready\ndatabase: ok\nkeys: ok\nworker: not seen\n",
    )


def test_a_key_that_is_gone_takes_the_process_out_of_service(office):
    visitor = office.as_(None)
    office.settings.token_key_file.unlink()
    answered = visitor.get("/readyz")
    assert (answered.status_code, "keys: not ok" in answered.text) == (503, True)
    assert not office.settings.token_key_file.exists()


def test_a_database_without_its_tables_takes_the_process_out_of_service(office):
    with office.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE alembic_version")
    answered = office.as_(None).get("/readyz")
    assert (answered.status_code, "database: not ok" in answered.text) == (503, True)


@for_each(("minutes", "says"), [(0, "worker: seen"), (1, "worker: seen"), (3, "worker: not seen")])
def test_the_worker_is_missed_after_two_minutes_and_the_pages_go_on(office, minutes, says):
    say_here(open_queue(office.settings.queue, office.key), office.now - timedelta(minutes=minutes))
    answered = office.as_(None).get("/readyz")
    assert (answered.status_code, answered.text.splitlines()[-1]) == (200, says)


# Metrics


def test_without_the_setting_there_are_no_metrics(office):
    assert office.as_(None).get("/metrics").status_code == 404


@for_each("given", ["", "Bearer ", f"Bearer {TOKEN}x", TOKEN, f"Basic {TOKEN}", "Bearer тайна"])
def test_metrics_are_only_for_who_brings_the_secret(office, given):
    rewired(office, metrics_token=TOKEN)
    answered = office.as_(LEAVER).get("/metrics", headers={"Authorization": given.encode().decode("latin-1")})
    assert answered.status_code == 401
    assert "segue_" not in answered.text


def test_requests_are_counted_by_template_method_and_status(office):
    visitor = office.as_(LEAVER)
    visitor.get(f"/departures/{office.departure_id}/letters/{office.letter('Tom').id}?q=Stainsby")
    visitor.browser.open("/nowhere/Stainsby", method="STAINSBY")
    told = scraped(office)
    seen = {key[1:]: value for key, value in told.items() if key[0] == "segue_http_requests_total"}
    route = "/departures/<departure_id>/letters/<letter_id>"
    assert seen[(("method", "GET"), ("route", route), ("status", "200"))] == 1
    assert seen[(("method", "other"), ("route", "none"), ("status", "403"))] == 1
    assert told[("segue_http_request_seconds_count", ("method", "GET"), ("route", route))] == 1


def test_what_waits_is_told_with_its_age(office):
    switched_on(office)
    begin(office)
    office.move(minutes=5)
    say_here(open_queue(office.settings.queue, office.key), office.now)
    told = scraped(office)
    assert told[("segue_jobs_open", ("kind", "place_drafts"))] == 1
    assert told[("segue_job_oldest_age_seconds", ("kind", "place_drafts"))] == 300
    assert told[("segue_jobs_open", ("kind", "read_contacts"))] == 0
    assert told[("segue_drafts", ("state", "placed"))] == 0
    assert told[("segue_worker_seen_timestamp_seconds",)] == office.now.timestamp()
    assert ("segue_job_oldest_age_seconds", ("kind", "read_contacts")) not in told


def test_processes_count_together_and_each_role_clears_away_its_own_last_run(tmp_path):
    def run(role):
        words = (sys.executable, "-c", ADDS_UP, str(tmp_path / "metrics"), role)
        return subprocess.run(words, capture_output=True, text=True, check=True).stdout.split()

    assert run("worker") == ["3", "3"]
    assert run("web") == ["6", "6"]
    assert run("web") == ["6", "6"]


@pytest.mark.loopback
def test_a_worker_by_itself_answers_who_brings_the_secret(office):
    parts = replace(office.app.extensions[EXTENSION], metrics_token=TOKEN)
    parts.counts.job("place_drafts", "done", 1.0)
    server = serve_metrics(parts, "127.0.0.1", 0)
    address = f"http://127.0.0.1:{server.server_port}/metrics"
    answers = [requests.get(address, headers=one, timeout=10) for one in ({}, {"Authorization": f"Bearer {TOKEN}"})]
    server.shutdown()
    server.server_close()
    assert [one.status_code for one in answers] == [401, 200]
    assert 'segue_job_runs_total{kind="place_drafts",outcome="done"} 1.0' in answers[1].text


@pytest.mark.loopback
def test_calls_at_a_provider_are_counted(tmp_path, google, clock):
    office = at_google(Office(tmp_path), google)
    clock.moment = office.now
    enter(office, google, LEAVER)
    calls = office.app.extensions[EXTENSION].counts.registry.get_sample_value
    assert calls("segue_provider_calls_total", {"provider": "google", "method": "POST", "status": "200"}) == 1


def test_no_metric_names_anybody(office):
    for who in (LEAVER, MANAGER):
        office.as_(who).get(f"/departures/{office.departure_id}")
    labels = {word for key in scraped(office) for pair in key[1:] for word in pair}
    assert not labels & {LEAVER.id, MANAGER.id, "office", office.departure_id}


# The line for each request, and its number


def test_a_request_is_one_line_with_the_template_and_no_search(office):
    visitor = office.as_(LEAVER)
    with capture_logs() as logs:
        visitor.get(f"/departures/{office.departure_id}/hand-out?q=Stainsby")
    (line,) = logs
    assert line.pop("ms") > 0
    assert line == {
        "event": "request", "method": "GET", "route": "/departures/<departure_id>/hand-out", "status": 200,
        "person": LEAVER.id, "workspace": "office", "log_level": "info",
    }  # fmt: skip


def test_what_probes_ask_makes_no_lines(office):
    with capture_logs() as logs:
        for path in ("/healthz", "/readyz"):
            office.as_(None).get(path)
    assert logs == []


def test_every_answer_carries_a_number_of_its_own(office):
    visitor = office.as_(None)
    numbers = {visitor.get(path).headers["X-Request-ID"] for path in ("/healthz", "/healthz", "/nowhere", "/sign-in")}
    assert len(numbers) == 4


@for_each(
    ("behind_proxy", "given", "kept"),
    [
        (True, OF_A_PROXY, True),
        (True, "7b0a1d1e-2f1c-4a53-9f6d-0d8f5ab3c111", True),
        (True, "Tom-Stainsby-of-Brightwater", False),
        (True, "abc", False),
        (True, "a" * 65, False),
        (False, OF_A_PROXY, False),
    ],
)
def test_a_number_is_taken_from_a_proxy_and_only_if_it_is_one(office, behind_proxy, given, kept):
    rewired(office, behind_proxy=behind_proxy)
    answered = office.as_(None).get("/healthz", headers={"X-Request-ID": given})
    assert (answered.headers["X-Request-ID"] == given) is kept


@for_each("path", ["/api/v1/session", "/start"])
def test_a_failure_of_ours_says_the_number_under_which_the_log_has_it(office, monkeypatch, path):
    def fails():
        raise RuntimeError("Tom Stainsby")

    visitor = office.as_(LEAVER)
    monkeypatch.setitem(office.app.view_functions, {"/start": "start.page"}.get(path, "api.session"), fails)
    answered = visitor.get(path)
    assert answered.status_code == 500
    assert answered.headers["X-Request-ID"] in answered.text


def test_no_number_is_shown_for_what_a_person_can_mend(office):
    answered = office.as_(LEAVER).get("/departures/nowhere")
    assert (answered.status_code, answered.headers["X-Request-ID"] in answered.text) == (404, False)
