"""A message as Gmail tells it: parts, headers, snippet (https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.messages)."""

import base64
import binascii
import html
import re
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import SMTP
from typing import Any

from fakes.provider.keys import b64


def decoded(raw: Any) -> bytes:
    """Return the bytes of a base64url value, padded or not; ValueError for anything else."""
    if not isinstance(raw, str) or not re.fullmatch(r"[A-Za-z0-9_-]*={0,2}", raw):
        raise ValueError("no base64url")
    try:
        return base64.urlsafe_b64decode(raw.rstrip("=") + "=" * (-len(raw.rstrip("=")) % 4))
    except binascii.Error as error:
        raise ValueError("no base64url") from error


def encoded(raw: bytes) -> str:
    """Return base64url with padding, as Gmail gives it."""
    return b64(raw) + "=" * (-len(b64(raw)) % 4)


def parsed(raw: bytes) -> EmailMessage:
    """Return a message's bytes as a message."""
    message = message_from_bytes(raw, policy=SMTP)
    assert isinstance(message, EmailMessage)
    return message


def with_header(raw: bytes, name: str, value: str) -> bytes:
    """Return a message with one header replaced or added, everything else byte for byte."""
    head, empty_line, body = raw.partition(b"\r\n\r\n") if b"\r\n\r\n" in raw else raw.partition(b"\n\n")
    pattern = re.compile(rb"(?im)^" + re.escape(name.encode()) + rb":[^\n]*\n(?:[ \t][^\n]*\n?)*")
    bare = pattern.sub(b"", head + b"\r\n").rstrip(b"\r\n")
    return f"{name}: {value}\r\n".encode() + bare + (empty_line or b"\r\n\r\n") + body


def payload(message: Message, part_id: str = "") -> dict[str, Any]:
    """Return a message, or a part of one, as the ``full`` format does."""
    headers = [{"name": name, "value": str(value)} for name, value in message.items()]
    told: dict[str, Any] = {"partId": part_id, "mimeType": message.get_content_type(),
                            "filename": message.get_filename("") or "", "headers": headers}  # fmt: skip
    if message.is_multipart():
        prefix = f"{part_id}." if part_id else ""
        inner = [payload(part, f"{prefix}{number}") for number, part in enumerate(message.iter_parts())]  # type: ignore[attr-defined]
        return {**told, "body": {"size": 0}, "parts": inner}
    content = message.get_payload(decode=True)
    body = content if isinstance(content, bytes) else b""
    return {**told, "body": {"size": len(body), "data": encoded(body)} if body else {"size": 0}}


def text_of(message: EmailMessage) -> str:
    """Return the plain text of a message, or ""."""
    part = message.get_body(("plain",))
    return str(part.get_content()) if part else ""


def snippet(message: EmailMessage) -> str:
    """Return the first words, escaped as Gmail escapes them."""
    return html.escape(" ".join(text_of(message).split())[:100])
