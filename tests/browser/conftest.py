"""The page in Chromium over the real application, served by a thread of the test."""

import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.browser.bedside import DESK, PHONE, Bedside
from web.app import create_app
from web.settings import read_settings

CHROMIUM = "/usr/bin/chromium"
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


class Quiet(WSGIRequestHandler):
    """Answers without writing every request into the log of a failed test."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Write nothing."""


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the real application answers, with a data folder of its own and no label set."""
    app = create_app(read_settings({"LENDEX_DATA": str(tmp_path_factory.mktemp("data"))}))
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield chromium
        chromium.close()


@pytest.fixture
def desk(browser: Browser) -> Iterator[BrowserContext]:
    """A browser window at a desk."""
    context = browser.new_context(viewport=DESK)
    yield context
    context.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A phone held in one hand."""
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    yield context
    context.close()


@pytest.fixture
def bedside(desk: BrowserContext, address: str) -> Iterator[Bedside]:
    """The chat at a desk; at the end nothing may have gone wrong in the page, nor been blocked by its policy."""
    bedside = Bedside(desk.new_page(), address).open()
    yield bedside
    assert bedside.faults == []


@pytest.fixture
def on_the_phone(phone: BrowserContext, address: str) -> Iterator[Bedside]:
    """The chat on a phone; at the end nothing may have gone wrong in the page."""
    bedside = Bedside(phone.new_page(), address).open()
    yield bedside
    assert bedside.faults == []
