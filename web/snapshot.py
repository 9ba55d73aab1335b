"""The rule files as they stood when the server started: what a running server goes on serving.

A worker that is replaced while somebody edits the rule files must come up with the rules of its fellows, and a
broken file must never end a server that runs. So the server works from a copy of its own.
"""

import shutil
from dataclasses import replace

from web.settings import Settings


def with_own_rules(settings: Settings) -> Settings:
    """The settings with the rule files copied into the data folder, where the copy of an earlier start is replaced.

    The folder is named after the port, which one server alone can hold. Raises OSError when it cannot be written.
    """
    copy = settings.data / f"serving-{settings.port}"
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir(parents=True)
    for path in sorted(settings.guidance.glob("*.yaml")):
        shutil.copyfile(path, copy / path.name)
    return replace(settings, guidance=copy)
