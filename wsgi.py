"""The application that gunicorn runs in each worker: `gunicorn wsgi:app`."""

import os

from gunicorn.errors import AppImportError

from bot.store.faults import StoreFault
from knowledge.faults import EvidenceFault, LibraryUnreadable
from rules.faults import GuidanceBroken
from web.app import create_app
from web.serving import CANNOT_START, in_one_line
from web.settings import SettingsFault, read_settings

try:
    app = create_app(read_settings(os.environ))
except (EvidenceFault, GuidanceBroken, LibraryUnreadable, OSError, SettingsFault, StoreFault) as fault:
    # gunicorn writes this one error as it stands, without a traceback.
    raise AppImportError(CANNOT_START + in_one_line(fault)) from fault
