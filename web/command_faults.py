"""How a command of `lendex` ends when something is wrong: one plain sentence and an exit status."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from bot.faults import Refused
from bot.store.faults import StoreFault
from knowledge.faults import EvidenceFault, LibraryUnreadable
from rules.cases import CasesUnreadable
from rules.faults import GuidanceBroken
from web.errors import where_it_failed
from web.settings import SettingsFault

FALLS_SHORT, CANNOT_RUN = 1, 2
BROKEN_FILES = (EvidenceFault, GuidanceBroken)
UNUSABLE = (*BROKEN_FILES, CasesUnreadable, LibraryUnreadable, OSError, SettingsFault, StoreFault)


class CannotRun(click.ClickException):
    """The command ends here: what happened and what to do."""

    exit_code = CANNOT_RUN


class FallsShort(click.ClickException):
    """The command ran, and what it looked at is not as it should be."""

    exit_code = FALLS_SHORT


@contextmanager
def said_plainly(broken_files: type[click.ClickException] = CannotRun) -> Iterator[None]:
    """Turn every fault that has a sentence of its own into the end of the command."""
    try:
        yield
    except Refused as refusal:
        raise CannotRun(" ".join(filter(None, (refusal.message, refusal.hint)))) from None
    except BROKEN_FILES as fault:
        raise broken_files(str(fault)) from None
    except UNUSABLE as fault:
        raise CannotRun(str(fault)) from None
    except (click.ClickException, click.exceptions.Exit):
        raise
    except Exception as fault:
        raise CannotRun(f"Something went wrong inside Lendex: {where_it_failed(fault)}.") from None
