"""``segue manifests``: what an administrator uploads or rolls out, written for an address."""

from pathlib import Path

import click

from segue.assets import asset
from segue.browser_policies import chromium_policies, firefox_policies, sign_in_addresses
from segue.cli_shared import clear_errors
from segue.doors.texts import Texts
from segue.extension_package import BROWSERS, package_files, packed
from segue.google_manifest import deployment_file
from segue.outlook_manifest import outlook_files

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
@click.option("--update-url", default="", help="Where Chrome and Edge find the package, if not in their own stores.")
@click.option("--firefox-url", default="", help="Where the signed .xpi lies.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("manifest/browser-policy"))
def browser_policy(base_url: str, chrome_id: str, edge_id: str, update_url: str, firefox_url: str, out: Path) -> None:
    """Write policy files for the browsers whose id or package address is given, and name their setting of Segue."""
    with clear_errors():
        written: dict[str, str] = {}
        for browser, extension_id in (("chrome", chrome_id), ("edge", edge_id)):
            if extension_id:
                written |= chromium_policies(browser, extension_id, base_url, update_url=update_url)
        written |= firefox_policies(firefox_url, base_url) if firefox_url else {}
        if not written:
            raise click.UsageError("Name at least one of --chrome-id, --edge-id and --firefox-url.")
        for name, content in written.items():
            _write(out / name, content.encode())
            click.echo(str(out / name))
        addresses = sign_in_addresses(chrome_id, edge_id, firefox=bool(firefox_url))
        click.echo(f"SEGUE_EXTENSION_REDIRECTS={' '.join(addresses)}")


@manifests.command()
@click.option("--base-url", required=True, help="Address of your Segue, such as https://segue.example.com.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("manifest/google"))
def google(base_url: str, out: Path) -> None:
    """Write the deployment file of the Gmail sidebar (see deploy/google.md)."""
    with clear_errors():
        _write(out / "deployment.json", deployment_file(base_url).encode())
        click.echo(str(out / "deployment.json"))


@manifests.command()
@click.option("--base-url", required=True, help="Address of your Segue, such as https://segue.example.com.")
@click.option("--client-id", default="", help="Application (client) id at Microsoft, if the pane signs in there.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("manifest/outlook"))
def outlook(base_url: str, client_id: str, out: Path) -> None:
    """Write Outlook's add-in: manifest.xml for everywhere, and the unified manifest with its package."""
    with clear_errors():
        files = outlook_files(base_url, Texts(asset("templates", "interface")), client_id)
        package = packed({name: content for name, content in sorted(files.items()) if name != "manifest.xml"})
        for name, content in {**files, "segue-outlook.zip": package}.items():
            _write(out / name, content)
            click.echo(str(out / name))


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
