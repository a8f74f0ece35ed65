"""Nothing here can send a letter: no verb, no scope, no selector, no shortcut (H1)."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes.cases import for_each
from house.sources import files, imports, name, text, tree, words

SENDING = {"send", "sends", "sending", "sendmail", "sendall", "sendto", "smtp", "smtplib", "aiosmtplib", "lmtp"}
# Flask's names for answering with a file; the one method of requests' transport that the gate must override; and the
# line endings of a message in a file, which Python's email package calls SMTP.
ALLOWED_NAMES = {"send_file", "send_from_directory"}
ALLOWED_IN = {("server/segue/providers/gate.py", "send"), ("server/segue/providers/mime.py", "SMTP")}

# Literals, in any language that we write.
LITERALS = re.compile(
    r"""
      /send(?:mail|as|draft)?(?![\w-])                     # an address that sends
    | :send(?![\w-])                                        # the same as a custom method
    | \bsend(?:mail|async|beacon|inbackground|draft)\b      # calls by name
    | \b(?:mail|messages|drafts|gmail|smtp)\.send\b         # scopes and client libraries
    | \bsmtps?://
    | auth/gmail\.(?:send|modify)\b
    | ["'\s]https://mail\.google\.com/["'\s]                # Gmail's scope for everything
    | \[[\w-]+\s*[~|^$*]?=[^\]\n]{0,60}\bsend(?!er)        # a selector by attribute
    | ["'][.\#][\w-]*\bsend\b                               # a selector by class or id
    | \.aoO\b                                               # Gmail's own class of that button
    | \b(?:ctrl|control|meta|cmd|command|mod)\s*\+\s*enter\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
MODIFIER = r"(?:(?<!!)\b\w+\.(?:ctrlKey|metaKey)\b|\b(?:ctrlKey|metaKey)\s*:\s*true)"
ENTER = r"[\"'](?:Numpad)?Enter[\"']"
SHORTCUT = re.compile(f"{MODIFIER}[^;{{}}]*{ENTER}|{ENTER}[^;{{}}]*{MODIFIER}")
# What else Outlook gives add-ins to change what goes out, or to ask its server for anything.
OUTLOOKS_OWN = re.compile(r"\b(?:makeEwsRequestAsync|getCallbackTokenAsync|appendOnSendAsync|prependOnSendAsync)\b")
SCRIPT_NOISE = re.compile(r"""/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'""", re.DOTALL)


def python_names(module: ast.Module) -> Iterator[str]:
    """Every name that a Python module defines, reads, imports or passes."""
    for node in ast.walk(module):
        for part in ("id", "attr", "arg", "name", "asname"):
            found = getattr(node, part, None)
            if isinstance(found, str):
                yield found
    yield from imports(module)


def sending_names(module: ast.Module, where: str) -> list[str]:
    """The names of a Python module that speak of sending and are not allowed."""
    names = (part for found in python_names(module) for part in found.split("."))
    suspects = {found for found in names if words(found) & SENDING} - ALLOWED_NAMES
    return sorted(found for found in suspects if (where, found) not in ALLOWED_IN)


def sending_script(script: str) -> list[str]:
    """The identifiers and shortcuts of a script that speak of sending."""
    bare = SCRIPT_NOISE.sub(" ", script)
    names = [word for word in re.findall(r"[\w$]+", bare) if words(word) & SENDING]
    return names + SHORTCUT.findall(script) + OUTLOOKS_OWN.findall(script)


def literals(content: str) -> list[str]:
    """The addresses, scopes, selectors and shortcuts in any text that could send."""
    return [found.group().strip() for found in LITERALS.finditer(content)]


@for_each("path", files("server", ".py"))
def test_no_name_in_the_server_sends(path: Path) -> None:
    assert not sending_names(tree(path), name(path))


def test_no_script_sends() -> None:
    scripts = (*files("extension", ".js", ".mjs"), *files("templates", ".js"))
    assert not [(name(path), found) for path in scripts if (found := sending_script(text(path)))]


@pytest.mark.parametrize("folder", ["server", "extension", "templates", "deploy", "manifest"])
def test_no_address_scope_selector_or_shortcut_sends(folder: str) -> None:
    assert not [(name(path), found) for path in files(folder) if (found := literals(text(path)))]


@pytest.mark.parametrize(
    "code",
    ["box.send()", "def send_letter(): ...", "import smtplib", "from smtplib import SMTP", "mail.sendmail(x)",
     "f(send=1)", "class Sending: ...", "letter.sendAsync()", "import x as send", "sendBeacon()",
     "client.users().drafts().send()"],
)  # fmt: skip
def test_a_name_that_sends_is_seen(code: str) -> None:
    assert sending_names(ast.parse(code), "server/segue/doors/example.py")


@pytest.mark.parametrize("code", ["sender = 1", "SenderMode.LEAVER", "is_sent = 1", "flask.send_file(x)", "resend"])
def test_a_name_that_only_resembles_it_is_left_alone(code: str) -> None:
    assert not sending_names(ast.parse(code), "server/segue/doors/example.py")


def test_only_the_gate_may_override_the_transports_verb() -> None:
    assert not sending_names(ast.parse("def send(): ..."), "server/segue/providers/gate.py")
    assert sending_names(ast.parse("def send(): ..."), "server/segue/providers/google.py")


@pytest.mark.parametrize(
    "content",
    ["POST /v1/users/me/messages/send", '"/me/sendMail"', "drafts/7:send", "Mail.Send", "Mail.Send.Shared",
     "gmail.send", "https://www.example/auth/gmail.modify", "messages.send", "item.sendAsync(",
     '"https://mail.google.com/"',
     '[data-tooltip*=Send]', '[aria-label^="Send"]', "button[name='send']", "'.send'", '"#send-button"', ".aoO",
     "Ctrl+Enter", "Meta + Enter", "Mod+Enter", "smtp://", "navigator.sendBeacon"],
)  # fmt: skip
def test_a_literal_that_sends_is_seen(content: str) -> None:
    assert literals(content)


@pytest.mark.parametrize(
    "content",
    ["You press Send yourself", "https://mail.google.com/*", "gmail.compose", "Ctrl+Z", "the sender's name",
     "Sent, next", "[mode=sender]", "presented", "/sent", "Alt+Enter"],
)  # fmt: skip
def test_a_literal_that_only_resembles_it_is_left_alone(content: str) -> None:
    assert not literals(content)


@pytest.mark.parametrize(
    "script",
    ['if (event.ctrlKey && event.key === "Enter") go();', "if (e.key == 'Enter' && e.metaKey) go()",
     "item.sendAsync(x)", "xhr.send()", 'new KeyboardEvent("keydown", { key: "Enter", x: e.ctrlKey })',
     'new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true })', "const sendButton = 1"],
)  # fmt: skip
def test_a_script_that_sends_is_seen(script: str) -> None:
    assert sending_script(script)


@pytest.mark.parametrize(
    "planted",
    ["await ask((done) => item.sendAsync(done));", 'item["send" + "Async"]; item.sendAsync?.(done);',
     "mailbox.makeEwsRequestAsync(soap, done);"],
)  # fmt: skip
@pytest.mark.parametrize("path", ["extension/hosts/office.js", "extension/outlook/message.js"])
def test_a_line_that_sends_in_outlooks_host_is_seen(path: str, planted: str) -> None:
    script = text(next(one for one in files("extension", ".js") if name(one) == path))
    assert not sending_script(script)
    assert sending_script(f"{script}\n{planted}")


@pytest.mark.parametrize(
    "script",
    ["// press send", "if (event.ctrlKey) return;\nif (event.key === 'Enter') go();", "frame.postMessage(x)",
     "const sender = 1", 'say("send")', "if (!event.ctrlKey && event.key === 'Enter') go();"],
)  # fmt: skip
def test_a_script_that_only_resembles_it_is_left_alone(script: str) -> None:
    assert not sending_script(script)
