"""The version of the program, kept with every answer."""

from importlib.metadata import PackageNotFoundError, version


def program_version() -> str:
    """The installed version of Lendex, or "source" when it runs from a checkout that was never installed."""
    try:
        return version("lendex")
    except PackageNotFoundError:
        return "source"


VERSION = program_version()
