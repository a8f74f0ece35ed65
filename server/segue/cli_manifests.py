"""``segue manifests``: what an administrator uploads or rolls out, written for an address."""

from pathlib import Path

import click

from segue.assets import asset
from segue.browser_policies import chromium_policies, firefox_policies
from segue.cli_shared import clear_errors
from segue.doors.texts import Texts
from segue.extension_package import BROWSERS, package_files, packed

ENDINGS = {"chrome": "zip", "firefox": "xpi"}


@click.group()
def manifests() -> None:
    """Write what an administrator deploys."""


@manifests.command()
@click.option("--out", type=click.Path(path_type=Path), default=Path("build/extension"), help="Folder to write to.")
def extension(out: Path) -> None:
    """Write the browser extension: a folder to load and a package for the store, for each browser."""
    with clear_errors():
        texts = Texts(asset("templates", "interface"))
        for browser in BROWSERS:
            files = package_files(browser, texts)
            for path, content in files.items():
                _write(out / browser / path, content)
            package = packed(files)
            _write(out / f"segue-{browser}.{ENDINGS[browser]}", package)
            click.echo(f"{out / browser}: {len(files)} files, packed {len(package):,} bytes")


@manifests.command("browser-policy")
@click.option("--base-url", required=True, help="Address of your Segue, such as https://segue.example.com.")
@click.option("--chrome-id", default="", help="The extension's id in the Chrome Web Store.")
@click.option("--edge-id", default="", help="The extension's id in the Edge Add-ons store.")
@click.option("--firefox-url", default="", help="Where the signed .xpi lies.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("manifest/browser-policy"))
def browser_policy(base_url: str, chrome_id: str, edge_id: str, firefox_url: str, out: Path) -> None:
    """Write policy files for the browsers whose id or package address is given."""
    with clear_errors():
        written: dict[str, str] = {}
        for browser, extension_id in (("chrome", chrome_id), ("edge", edge_id)):
            written |= chromium_policies(browser, extension_id, base_url) if extension_id else {}
        written |= firefox_policies(firefox_url, base_url) if firefox_url else {}
        if not written:
            raise click.UsageError("Name at least one of --chrome-id, --edge-id and --firefox-url.")
        for name, content in written.items():
            _write(out / name, content.encode())
            click.echo(str(out / name))


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
