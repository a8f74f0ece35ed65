"""Contact sources as they come in, and their readings carried out as the product does it."""

import io
from dataclasses import replace
from typing import Any

from fakes.office import LEAVER, Office
from segue.clients.reading import look_at
from segue.desk.carry_out import carry_out
from segue.desk.ports import Reading, SourceKind
from segue.desk.readings import Incoming, Openers, take_in

HEADER = "Name,Email,Company"


def csv_of(*rows: str, header: str = HEADER) -> bytes:
    """Return a table as text."""
    return "\n".join((header, *rows, "")).encode()


def openers(office: Office) -> Openers:
    """Return how long work opens the office's desk."""
    return Openers(office.look, office.desk)


def take(office: Office, content: bytes, name: str = "book.csv", **more: Any) -> Reading:
    """Let the leaver upload a file; nothing is read yet."""
    stream = io.BytesIO(content)
    incoming = Incoming(SourceKind.FILE, name, stream, look_at(name, stream))
    return take_in(office.desk, LEAVER, office.departure_id, replace(incoming, **more))


def paste(office: Office, text: str) -> Reading:
    """Let the leaver paste addresses, and read them."""
    incoming = Incoming(SourceKind.PASTED, SourceKind.PASTED, io.BytesIO(text.encode()))
    return finish(office, take_in(office.desk, LEAVER, office.departure_id, incoming))


def finish(office: Office, reading: Reading) -> Reading:
    """Carry out a reading and return it as it then stands."""
    carry_out(openers(office), reading.id, lambda person: None)
    return now(office, reading)


def read_file(office: Office, content: bytes, name: str = "book.csv", **more: Any) -> Reading:
    """Let the leaver upload a file, and read it."""
    return finish(office, take(office, content, name, **more))


def now(office: Office, reading: Reading) -> Reading:
    """Return a reading as it stands."""
    with office.look() as desk:
        return desk.stores.readings.get(reading.id)


def parts_kept(office: Office) -> int:
    """Return how many parts of uploads the database holds."""
    with office.engine.connect() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM reading_bytes").scalar_one())


def rows(office: Office, code: str, left_out: bool = False) -> list[Any]:
    """Return the rows of a cause that wait."""
    with office.look() as desk:
        return desk.stores.problem_rows.page(office.departure_id, code, left_out, 0, 1000)
