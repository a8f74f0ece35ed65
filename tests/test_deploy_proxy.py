"""What stands before Segue: the examples for nginx, Caddy and the ingress let through what people may bring (A5)."""

import re

import pytest

from house.deployed import DEPLOY, documents
from house.sources import text
from segue.config import Settings
from segue.doors.sizes import MAX_UPLOAD_BYTES

NGINX, CADDY = text(DEPLOY / "proxy" / "nginx.conf"), text(DEPLOY / "proxy" / "Caddyfile")
INGRESS = text(DEPLOY / "kubernetes" / "overlays" / "company" / "ingress.yaml")
README = text(DEPLOY / "README.md")
FORWARDED = {"X-Forwarded-For": "$remote_addr", "X-Forwarded-Proto": "$scheme", "X-Forwarded-Host": "$host"}
MIB, MB = 2**20, 10**6


@pytest.mark.parametrize(
    ("pattern", "content", "unit_bytes"),
    [
        (r"client_max_body_size (\d+)m;", NGINX, MIB),
        (r"max_size (\d+)MB", CADDY, MB),
        (r"proxy-body-size: (\d+)m\b", INGRESS, MIB),
        (r"takes bodies of (\d+) MB", README, MB),
    ],
)
def test_the_largest_file_of_contacts_comes_through(pattern: str, content: str, unit_bytes: int) -> None:
    (size,) = re.findall(pattern, content)
    assert int(size) * unit_bytes >= MAX_UPLOAD_BYTES


def test_the_largest_file_of_contacts_has_room_in_tmp() -> None:
    (compose,) = documents(text(DEPLOY / "compose" / "compose.yaml"))
    (tmp,) = compose["services"]["web"]["tmpfs"]
    assert int(re.fullmatch(r"/tmp:size=(\d+)m", tmp)[1]) * MIB > MAX_UPLOAD_BYTES
    for file in ("base/web.yaml", "one-pod/stateful-set.yaml"):
        (pod,) = documents(text(DEPLOY / "kubernetes" / file))
        volumes = {one["name"]: one for one in pod["spec"]["template"]["spec"]["volumes"]}
        limit = volumes["tmp"]["emptyDir"]["sizeLimit"]
        assert int(limit.removesuffix("Mi")) * MIB > MAX_UPLOAD_BYTES


def test_nginx_sets_each_header_that_segue_believes_itself() -> None:
    told = dict(re.findall(r"proxy_set_header (\S+)\s+(\S+);", NGINX))
    assert {header: told.get(header) for header in FORWARDED} == FORWARDED


def test_the_guide_names_every_header_that_the_proxy_sets() -> None:
    told = {header for header, _ in re.findall(r"proxy_set_header (X-\S+)\s+(\S+);", NGINX)}
    assert set(re.findall(r"^\| `(X-[\w-]+)` \|", README, re.MULTILINE)) == told


@pytest.mark.parametrize("content", [NGINX, CADDY])
def test_it_leads_to_where_segue_listens(content: str) -> None:
    port, host = Settings.model_fields["port"].default, Settings.model_fields["host"].default
    assert f"{host}:{port}" in content
