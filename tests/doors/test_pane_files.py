"""The pane's files as browsers get them: what is kept, what is asked about, and that an update is seen at once."""

import re

import pytest

from doors.connecting import in_use
from fakes.cases import for_each
from fakes.office import Office
from segue.doors.pane_files import PaneFiles, pane_files

PAGES = ("/pane/", "/outlook/")
NAMED = re.compile(r'(?:href|src)="(/kept/[^"]+)"')
IMPORTED = re.compile(r'(?:from|import) "(\.[^"]+)"')


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return in_use(Office(tmp_path_factory.mktemp("files")).approved())


@pytest.fixture
def browser(office):
    return office.app.test_client()


@for_each("page", PAGES)
def test_a_page_is_asked_about_each_time_and_comes_once(browser, page):
    first = browser.get(page)
    again = browser.get(page, headers={"If-None-Match": first.headers["ETag"]})
    assert (first.headers["Cache-Control"], first.headers["ETag"].startswith("W/")) == ("no-cache", False)
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]


@for_each("page", PAGES)
def test_a_page_names_its_modules_at_addresses_that_are_kept_for_ever(browser, page):
    answers = [browser.get(address) for address in NAMED.findall(browser.get(page).text)]
    assert {(one.status_code, one.headers["Cache-Control"]) for one in answers} == {
        (200, "public, max-age=31536000, immutable")
    }


@for_each("page", PAGES)
def test_a_page_asks_at_once_for_every_module_that_is_imported(browser, page):
    scripts = {address for address in NAMED.findall(browser.get(page).text) if address.endswith(".js")}
    assert scripts
    for address in scripts:
        # Notes for the type checker name further modules, which nothing loads.
        text = re.sub(r"^ ?\*.*|^/\*\*.*", "", browser.get(address).text, flags=re.MULTILINE)
        for path in IMPORTED.findall(text):
            folder = address.rsplit("/", 1)[0]
            named = (
                path.replace("..", folder.rsplit("/", 1)[0], 1) if path.startswith("../") else f"{folder}/{path[2:]}"
            )
            assert named in scripts, (address, path)


def test_outlooks_page_does_not_load_microsofts_library_unless_it_signs_in_with_it(browser):
    assert "msal" not in browser.get("/outlook/").text


def test_a_module_of_another_version_is_the_present_one_and_is_asked_about(browser):
    answered = browser.get("/kept/of-yesterday/pane/main.js")
    assert (answered.status_code, answered.headers["Cache-Control"]) == (200, "no-cache")
    again = browser.get("/kept/of-yesterday/pane/main.js", headers={"If-None-Match": answered.headers["ETag"]})
    assert again.status_code == 304


@for_each("path", ["panel/connect.js", "panel/settings.js", "outlook/office.d.ts", "../server/segue/app.py", "pane/"])
def test_what_the_pane_does_not_need_is_not_served(browser, path):
    assert browser.get(f"/kept/now/{path}").status_code == 404


def test_any_change_of_a_file_is_another_address(tmp_path, monkeypatch):
    one = pane_files()
    for path, content in one.files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(content)
    monkeypatch.setattr("segue.doors.pane_files.asset", lambda _, *parts: tmp_path.joinpath(*parts))
    same = pane_files().version
    (tmp_path / "pane" / "pane.css").write_bytes(b"body { margin: 0 }")
    assert (same, pane_files().version == one.version) == (one.version, False)


def test_modules_are_followed_over_folders_and_lines_and_each_is_named_once():
    files = {
        "pane/a.js": b'import { one } from "./b.js";\nimport {\n  two,\n} from "../hosts/c.js";\n',
        "pane/b.js": b'/** @import { Kind } from "./kinds.js" */\nexport { two } from "../hosts/c.js";\n',
        "hosts/c.js": b'import "../pane/b.js";\nconst text = "https://*/*";\n',
    }
    assert PaneFiles(files, "v").imported("pane/a.js") == ["pane/b.js", "hosts/c.js"]


@for_each("page", ["/practice", "/outlook/settings", "/outlook/connect", "/account"])
def test_private_pages_are_kept_nowhere(office, page):
    assert office.as_(office.leaver).get(page).headers["Cache-Control"] == "no-store"
