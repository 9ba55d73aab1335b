"""A real service, shared by the tests of the bot; each test opens conversations of its own."""

from __future__ import annotations

import pytest

from bot.service import Service
from tests.bot.chatting import Chat, service_in


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    return service_in(tmp_path_factory.mktemp("service"))


@pytest.fixture
def chat(service: Service) -> Chat:
    return Chat(service)
