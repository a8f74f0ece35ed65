"""``segue daily`` and ``segue worker``: what Segue does by itself."""

import click

from segue.cli_shared import clear_errors, open_parts, settings_of


@click.command()
def daily() -> None:
    """Do the daily job now: move what was left to the manager, ask for reports, delete what is over.

    It is safe to do again, and twice at once; `segue serve` does it by itself.
    """
    from segue.worker import see_to  # noqa: PLC0415  # most commands have no need of the web

    failed = False
    with clear_errors():
        parts = open_parts()
        for workspace in parts.records.workspaces():
            done = see_to(parts, workspace.id)
            failed = failed or bool(done.failed)
            said = f"{len(done.moved)} moved, {len(done.asked)} asked, {len(done.erased)} erased"
            click.echo(f"{workspace.id}: {said}, {len(done.failed)} failed")
    if failed:
        raise SystemExit(1)


@click.command()
@click.option("--until-stdin-ends", is_flag=True, hidden=True, help="End with the process that holds the input.")
@click.option("--with-metrics", is_flag=True, help="Answer /metrics too, where no web process counts beside it.")
def worker(until_stdin_ends: bool, with_metrics: bool) -> None:
    """Take jobs from the queue until stopped; `segue serve` starts one by itself."""
    from segue.worker import run  # noqa: PLC0415  # as above

    with clear_errors():
        run(settings_of(), until_stdin_ends, with_metrics)
