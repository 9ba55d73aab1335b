"""The commands on the knowledge base: build it, look it over, ask it."""

import json
import os

import click

from bot.answering import answer
from bot.service import EVIDENCE
from knowledge.building import build, refresh
from knowledge.describing import datasette_metadata
from knowledge.library import open_library
from knowledge.reviewing import weaknesses
from web.command_faults import FALLS_SHORT, FallsShort, said_plainly
from web.settings import read_settings

COUNTED = ("findings", "studies", "references", "sources", "caveats", "relations", "terms", "premises")


@click.group()
def evidence() -> None:
    """The knowledge base."""


@evidence.command("build")
def evidence_build() -> None:
    """Build the knowledge base from its files anew.

    Example: lendex evidence build
    """
    with said_plainly(FallsShort):
        report = build(EVIDENCE, read_settings(os.environ).data / "knowledge.sqlite3")
    counts = ", ".join(f"{report.counts[name]} {name}" for name in COUNTED)
    click.echo(f"{report.database}: {counts}.")
    click.echo(f"Content hash {report.content_hash}.")


@evidence.command("check")
def evidence_check() -> None:
    """Look the evidence files over: dangling ids, figures without a unit, findings no question reaches, claims twice.

    Exit status 0 when all is well, 1 when something falls short. Example: lendex evidence check
    """
    with said_plainly(FallsShort):
        found = weaknesses(EVIDENCE)
        for fault in found:
            click.echo(str(fault))
        click.echo(f"{len(found)} weaknesses." if found else "The evidence hangs together.")
        if found:
            raise click.exceptions.Exit(FALLS_SHORT)


@evidence.command("ask")
@click.argument("question")
def evidence_ask(question: str) -> None:
    """Ask the evidence a question.

    Example: lendex evidence ask "ORR with renal failure?"
    """
    with said_plainly():
        database = read_settings(os.environ).data / "knowledge.sqlite3"
        refresh(EVIDENCE, database)
        with open_library(database) as library:
            click.echo(answer(library, question).text)


@evidence.command("describe")
def evidence_describe() -> None:
    """Describe the tables and columns of the knowledge base, as metadata for datasette.

    Example: lendex evidence describe > metadata.json
    """
    with said_plainly():
        click.echo(json.dumps(datasette_metadata(), indent=2, ensure_ascii=False))
