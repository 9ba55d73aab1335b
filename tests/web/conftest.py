"""The application over a real service, built once for all tests of the doors."""

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient

from bot.service import Service
from tests.web.at_the_desk import Desk
from web.app import create_app
from web.current import service_for
from web.settings import Settings, read_settings


@pytest.fixture(scope="session")
def desk_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The defaults, with a data folder of its own."""
    return read_settings({"LENDEX_DATA": str(tmp_path_factory.mktemp("data"))})


@pytest.fixture(scope="session")
def service(desk_settings: Settings) -> Service:
    """The rules, the evidence and an empty store."""
    return service_for(desk_settings)


@pytest.fixture(scope="session")
def app(desk_settings: Settings, service: Service) -> APIFlask:
    """The application with all its doors."""
    return create_app(desk_settings, service)


@pytest.fixture
def client(app: APIFlask) -> FlaskClient:
    """A program that calls the doors."""
    return app.test_client()


@pytest.fixture
def desk(client: FlaskClient) -> Desk:
    """A desk at which to ask and to open conversations."""
    return Desk(client)
