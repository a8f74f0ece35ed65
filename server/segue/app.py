"""The one place that wires: settings to database, packs, mailboxes and doors."""

import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from apiflask import APIFlask
from flask import g, get_flashed_messages
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.middleware.proxy_fix import ProxyFix

from segue import __version__, clock
from segue.assets import asset
from segue.config import Settings
from segue.departure.errors import BrokenSetup
from segue.doors import language
from segue.doors.api import api
from segue.doors.api_calls import api_calls
from segue.doors.api_page import api_page, describe_problems
from segue.doors.cards.routes import cards
from segue.doors.counts import new_counts
from segue.doors.each_request import note_each_request
from segue.doors.health import health
from segue.doors.metrics import metrics
from segue.doors.oauth import oauth
from segue.doors.outlook import Registered, outlook_blueprint
from segue.doors.pages import PAGES
from segue.doors.pane import pane_blueprint
from segue.doors.problems import handle_problems
from segue.doors.provider_sign_in import provider_sign_in
from segue.doors.security import csrf_token, guard
from segue.doors.sign_in import sign_in_pages
from segue.doors.texts import Texts
from segue.doors.wiring import EXTENSION, Wiring, wiring
from segue.jobs.wake_ups import JobQueue
from segue.letters.pack import load_packs
from segue.mailboxes import AccountMailboxes, LocalMailboxes, Provider
from segue.private import private_folder
from segue.records.away import is_away
from segue.records.database import Database
from segue.records.engine import open_engine
from segue.records.erasure_log import FileErasures
from segue.records.migrate import is_up_to_date
from segue.with_google import google_of
from segue.with_microsoft import microsoft_of, pane_scope


def create_app(
    settings: Settings, now: Callable[[], datetime] | None = None, new_id: Callable[[], str] | None = None
) -> APIFlask:
    """Return the application; raises BrokenSetup for settings, packs or catalogues that cannot work."""
    engine = open_engine(settings.database)
    app = APIFlask(
        "segue",
        title="Segue",
        version=__version__,
        spec_path="/api/v1/openapi.json",
        docs_path=None,
        json_errors=False,
        static_folder=str(asset("templates", "pages", "static")),
        template_folder=str(asset("templates", "pages")),
    )
    app.secret_key = settings.key()
    app.extensions[EXTENSION] = _wiring(settings, engine, now or clock.now, new_id or (lambda: secrets.token_hex(8)))
    if settings.behind_proxy:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)  # type: ignore[method-assign]
    guard(app)
    handle_problems(app, is_away)
    note_each_request(app)
    describe_problems(app)
    for blueprint in (
        health,
        metrics,
        sign_in_pages,
        provider_sign_in,
        oauth,
        *PAGES,
        api,
        api_calls,
        api_page,
        cards,
        pane_blueprint(_ancestors(settings)),
        outlook_blueprint(_ancestors(settings), _registered(settings)),
    ):
        app.register_blueprint(blueprint)
    app.context_processor(_context)
    app.jinja_env.filters.update(
        day=language.day,
        moment=language.moment,
        language=language.language_name,
        language_seen=language.language_seen,
        isoday=language.iso_day,
        clocktime=language.clock_time,
    )
    return app


def migrated_app(settings: Settings) -> APIFlask:
    """Return the application for a server; raises BrokenSetup when the database is not up to date."""
    _require_migrated(open_engine(settings.database))
    return create_app(settings)


def parts_of(settings: Settings, engine: Engine | None = None) -> Wiring:
    """Return the same parts for a command or a job; raises BrokenSetup when the database is not up to date.

    An ``engine`` is for a command that has another database open than the settings name.
    """
    engine = engine or open_engine(settings.database)
    _require_migrated(engine)
    return _wiring(settings, engine, clock.now, lambda: secrets.token_hex(8))


def _require_migrated(engine: Engine) -> None:
    try:
        ready = is_up_to_date(engine)
    except SQLAlchemyError as error:
        raise BrokenSetup(detail="the database cannot be opened: `segue doctor` says what is missing") from error
    if not ready:
        raise BrokenSetup(detail="the database is not up to date: run `segue migrate` first")


def _wiring(settings: Settings, engine: Engine, now: Callable[[], datetime], new_id: Callable[[], str]) -> Wiring:
    private_folder(settings.data_dir)
    counts = new_counts()
    google = google_of(settings, partial(counts.call, "google"))
    microsoft = microsoft_of(settings, partial(counts.call, "microsoft"))
    providers: dict[str, Provider] = {one.identity.provider: one for one in (google, microsoft) if one is not None}
    parts = Wiring(
        records=Database(engine, settings.seal()),
        packs=load_packs(asset("templates", "letters")),
        texts=Texts(asset("templates", "interface")),
        mailboxes=LocalMailboxes(settings.mailboxes),
        queue=JobQueue(settings.queue, settings.key()),
        erasures=FileErasures(settings.erasures),
        key=settings.key(),
        clock=now,
        new_id=new_id,
        stands=partial(_stands, settings, engine),
        session_length=timedelta(hours=settings.session_hours),
        idle=timedelta(minutes=settings.session_hours * 60 if settings.demo else settings.idle_minutes),
        demo=settings.demo,
        secure_cookies=settings.base_url.startswith("https://"),
        counts=counts,
        extension_redirects=frozenset(settings.extension_redirects.split()),
        base_url=settings.base_url,
        behind_proxy=settings.behind_proxy,
        metrics_token=settings.metrics_token.get_secret_value(),
        identities={name: provider.identity for name, provider in providers.items()},
        other_contacts=settings.google_other_contacts,
        addon=google.addon if google else None,
        pane_tokens=microsoft.pane_tokens if microsoft else None,
    )
    if providers:
        at_providers = AccountMailboxes(settings.mailboxes, providers, parts.desk_of, parts.look_of, now)
        parts = replace(parts, mailboxes=at_providers)
    return parts


def _stands(settings: Settings, engine: Engine) -> Mapping[str, bool]:
    """Return what a web process needs and whether it is there."""
    try:
        migrated = is_up_to_date(engine)
    except SQLAlchemyError:
        migrated = False
    return {"database": migrated, "keys": settings.can_read_keys()}


def _ancestors(settings: Settings) -> tuple[str, ...]:
    return tuple(settings.frame_ancestors.split())


def _registered(settings: Settings) -> Registered:
    return Registered(settings.microsoft_client_id, settings.microsoft_authority, pane_scope(settings))


class _Notices:
    """What is to be said on the next page; a part of a page that shows no notices leaves them for it."""

    def __iter__(self) -> Iterator[Any]:
        return iter(list(get_flashed_messages(with_categories=True)))


def _context() -> dict[str, Any]:
    return {
        "t": language.say,
        "locale": language.locale(),
        "locales": wiring().texts.locales,
        "person": g.get("person"),
        "workspace": g.get("workspace"),
        "csrf_token": csrf_token(),
        "demo": wiring().demo,
        "notices": _Notices(),
    }
