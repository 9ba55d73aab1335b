"""The command line `lendex`: start it, ask it, talk to it, and check what it rests on."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import click

from bot.service import Service
from rules.loading import load_vocabulary
from rules.ruleset import ACTIONS, RuleSet
from web.api.strict_json import NotStrictJson, decode
from web.checks import case_results, failures_in_words, load_all, tally
from web.command_faults import FALLS_SHORT, CannotRun, FallsShort, said_plainly
from web.current import service_for
from web.evidence_commands import evidence
from web.serving import serve as serve_until_stopped
from web.settings import Settings, read_settings
from web.terminal import consult_in_words
from web.terminal_chat import converse

TOPIC = click.Choice(list(ACTIONS))


def _settings() -> Settings:
    return read_settings(os.environ)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Decision support for relapsed or refractory myeloma treated with lenalidomide and dexamethasone.

    Settings are read from the environment (LENDEX_LABEL, LENDEX_DATA, LENDEX_PORT and others).
    """


main.add_command(evidence)


@main.command()
def serve() -> None:
    """Start Lendex and stay in the foreground until Ctrl-C.

    Example: LENDEX_PORT=8080 lendex serve
    """
    with said_plainly():
        settings = _settings()
    sys.exit(serve_until_stopped(settings))


@main.command()
@click.argument("facts_file", metavar="FACTS.json", type=click.File("rb"))
@click.option("--topic", "topics", multiple=True, type=TOPIC, help="Only this topic; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="The answer as POST /api/v1/consults gives it.")
def consult(facts_file: Any, topics: tuple[str, ...], as_json: bool) -> None:
    """Advice for the facts of one patient, in a JSON file; `-` reads standard input.

    Example: echo '{"label": "us", "creatinine_clearance_ml_min": 45}' | lendex consult - --topic renal_dosing
    """
    with said_plainly():
        facts = _facts_in(facts_file.read())
        settings = _settings()
        answer = service_for(settings).consult(facts, list(topics) or None)
        facts_known = load_vocabulary(settings.guidance / "facts.yaml").facts
    if as_json:
        click.echo(json.dumps(answer, indent=2, ensure_ascii=False))
    else:
        click.echo(consult_in_words(answer, {fact.id: fact.label for fact in facts_known.values()}))


def _facts_in(content: bytes) -> dict[str, Any]:
    """The facts of a file: the object of facts itself, or a request that holds it under "facts"."""
    try:
        given = decode(content)
    except NotStrictJson as fault:
        raise CannotRun(str(fault).replace("The request", "The file")) from None
    facts = given.get("facts", given) if isinstance(given, dict) else given
    if not isinstance(facts, dict):
        raise CannotRun('The file must hold a JSON object of facts, such as {"label": "us", "age_years": 72}.')
    return facts


@main.command()
@click.option("--label", type=click.Choice(["us", "eu"]), help="The prescribing label to follow.")
def chat(label: str | None) -> None:
    """Talk about one patient in the terminal; the conversation is deleted at the end.

    Example: lendex chat --label eu
    """
    with said_plainly():
        service: Service = service_for(_settings())
        converse(service, {"label": label} if label else {}, _next_line, click.echo)


def _next_line() -> str | None:
    try:
        return input("> ")
    except (EOFError, KeyboardInterrupt):
        click.echo()
        return None


@main.command()
def check() -> None:
    """Load the rules and the evidence, and run the case bank.

    Exit status 0 when all is well, 1 when something falls short, 2 when it cannot run. Example: lendex check
    """
    with said_plainly(FallsShort):
        guidance = _settings().guidance
        ruleset, findings = load_all(guidance)
        click.echo(f"{len(ruleset.rules())} rules, version {ruleset.version}; {findings} findings.")
        _run_bank(ruleset, guidance)


@main.command()
def cases() -> None:
    """Run the case bank: patients with the advice expected for them.

    Exit status 0 when all is well, 1 when a case falls short, 2 when it cannot run. Example: lendex cases
    """
    with said_plainly():
        guidance = _settings().guidance
        ruleset, _findings = load_all(guidance)
        _run_bank(ruleset, guidance)


def _run_bank(ruleset: RuleSet, guidance: Path) -> None:
    results = case_results(ruleset, guidance)
    for line in failures_in_words(results):
        click.echo(line)
    click.echo(tally(results))
    if not all(result.passed for result in results):
        raise click.exceptions.Exit(FALLS_SHORT)
