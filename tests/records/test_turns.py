"""Writers of one process take turns on SQLite: none is refused because another was quicker to ask again."""

import threading
import time
from dataclasses import replace

import pytest
from sqlalchemy import event

from fakes import postgresql
from fakes.office import LEAVER, Office
from segue.departure.errors import NotFound

pytestmark = pytest.mark.skipif(postgresql.IS_CHOSEN, reason="PostgreSQL wakes who waits by itself")
WRITERS = 6


@pytest.fixture
def office(tmp_path):
    """Return an office whose connections do not ask SQLite twice."""
    office = Office(tmp_path).begun()
    office.engine.dispose()
    event.listen(office.engine, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout=0"))
    return office


def rename(office, name):
    with office.desk() as desk:
        desk.stores.people.save(replace(desk.stores.people.get(LEAVER.id), name=name))


def test_many_writers_wait_for_each_other_and_none_is_refused(office):
    refused = []

    def write(number):
        try:
            rename(office, f"Mara {number}")
        except Exception as error:
            refused.append(type(error).__name__)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(WRITERS)]
    with office.desk():
        for thread in threads:
            thread.start()
        time.sleep(0.1)  # long enough for each of them to ask
    for thread in threads:
        thread.join()
    assert not refused


def test_who_fails_leaves_the_turn_to_the_next(office):
    with pytest.raises(NotFound), office.desk() as desk:
        desk.stores.people.get("nobody")
    rename(office, "Mara Next")
    with office.look() as desk:
        assert desk.stores.people.get(LEAVER.id).name == "Mara Next"


def test_who_cannot_begin_leaves_the_turn_to_the_next(office):
    with office.engine.connect() as elsewhere:  # past the turns, as another process
        elsewhere.exec_driver_sql("ROLLBACK")
        elsewhere.exec_driver_sql("BEGIN IMMEDIATE")
        with pytest.raises(Exception, match="locked"):
            rename(office, "Mara Locked")
        elsewhere.exec_driver_sql("COMMIT")
        elsewhere.exec_driver_sql("BEGIN")
    rename(office, "Mara Next")
