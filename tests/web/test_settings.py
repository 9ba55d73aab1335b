"""The settings: documented defaults, and one plain sentence for every value that cannot be used."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.engine import make_url

from web.settings import MOST_WORKERS, PROJECT, Settings, SettingsFault, as_environment, read_settings


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    """A data folder that does not exist yet."""
    yield tmp_path / "records"


def refusal(**variables: str) -> str:
    """The sentence with which these settings are refused."""
    with pytest.raises(SettingsFault) as caught:
        read_settings(variables)
    return str(caught.value)


def test_the_defaults_are_the_documented_ones(data: Path) -> None:
    settings = read_settings({"LENDEX_DATA": str(data)})
    assert settings == Settings(
        host="127.0.0.1",
        port=8000,
        data=data,
        guidance=PROJECT / "rules" / "guidance",
        label=None,
        access="open",
        store=f"sqlite:///{data}/conversations.sqlite3",
        workers=min(len(os.sched_getaffinity(0)), MOST_WORKERS),
    )


def test_every_setting_is_read(data: Path, tmp_path: Path) -> None:
    given = {
        "LENDEX_HOST": "::1",
        "LENDEX_PORT": "65535",
        "LENDEX_DATA": str(data),
        "LENDEX_GUIDANCE": str(tmp_path),
        "LENDEX_LABEL": "eu",
        "LENDEX_ACCESS": "open",
        "LENDEX_STORE": "postgresql+psycopg://lendex@db/lendex",
        "LENDEX_WORKERS": "3",
    }
    settings = read_settings(given)
    store = "postgresql+psycopg://lendex@db/lendex"
    assert settings == Settings("::1", 65535, data, tmp_path, "eu", "open", store, 3)
    assert as_environment(settings) == given


def test_settings_given_to_a_child_process_are_read_as_the_same(data: Path) -> None:
    settings = read_settings({"LENDEX_DATA": str(data), "LENDEX_STORE": "sqlite:///turns.sqlite3"})
    assert read_settings(as_environment(settings)) == settings


def test_a_variable_set_to_nothing_counts_as_not_set(data: Path) -> None:
    blank = {"LENDEX_LABEL": "", "LENDEX_PORT": " ", "LENDEX_ACCESS": "", "LENDEX_DATA": str(data)}
    assert read_settings(blank) == read_settings({"LENDEX_DATA": str(data)})


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("127.3.2.1", "http://127.3.2.1:8000"),
        ("localhost", "http://localhost:8000"),
        ("::1", "http://[::1]:8000"),
    ],
)
def test_the_address_is_one_a_browser_takes(data: Path, host: str, address: str) -> None:
    assert read_settings({"LENDEX_HOST": host, "LENDEX_DATA": str(data)}).address == address


@pytest.mark.parametrize("port", ["1", "8000", "65535"])
def test_a_port_number_is_taken(data: Path, port: str) -> None:
    assert read_settings({"LENDEX_PORT": port, "LENDEX_DATA": str(data)}).port == int(port)


@pytest.mark.parametrize("port", ["0", "65536", "-1", "80.5", "8_000", "٨٠٠٠", "http", "+80", "1" * 5000])
def test_anything_but_a_port_number_is_refused(port: str) -> None:
    assert refusal(LENDEX_PORT=port) == f"LENDEX_PORT is “{port}”: give a whole number from 1 to 65535."


@pytest.mark.parametrize("workers", ["0", "65", "two", "1.5"])
def test_a_number_of_workers_that_cannot_run_is_refused(workers: str) -> None:
    wanted = f"LENDEX_WORKERS is “{workers}”: give a whole number from 1 to 64."
    assert refusal(LENDEX_WORKERS=workers) == wanted


@pytest.mark.parametrize("label", ["US", "uk", "us,eu", "none"])
def test_a_label_is_us_or_eu_and_never_guessed(label: str) -> None:
    wanted = f"LENDEX_LABEL is “{label}”: give “us” or “eu”, or leave it unset and the dialogue asks."
    assert refusal(LENDEX_LABEL=label) == wanted


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "clinic.example"])
def test_without_sign_in_only_this_machine_may_reach_it(host: str) -> None:
    for access in ({}, {"LENDEX_ACCESS": "open"}):
        said = refusal(LENDEX_HOST=host, **access)
        assert said.startswith(f"LENDEX_HOST is “{host}”: nobody has to sign in")
        assert "127.0.0.1" in said


@pytest.mark.parametrize("host", ["127.0.0.1:80", "127.0.0.1 localhost", "http://localhost", "a/b", "{}"])
def test_a_host_is_one_address(host: str) -> None:
    assert refusal(LENDEX_HOST=host).startswith(f"LENDEX_HOST is “{host}”: ")


@pytest.mark.parametrize("access", ["accounts", "proxy"])
def test_ways_of_access_that_this_build_lacks_are_refused(access: str) -> None:
    said = refusal(LENDEX_ACCESS=access, LENDEX_HOST="0.0.0.0")
    assert said == f"LENDEX_ACCESS is “{access}”: this build does not offer sign-in, only “open” is accepted."


def test_an_unknown_way_of_access_is_refused() -> None:
    assert refusal(LENDEX_ACCESS="public") == "LENDEX_ACCESS is “public”: only “open” is accepted."


def test_the_data_folder_is_made_for_its_owner_alone(data: Path) -> None:
    read_settings({"LENDEX_DATA": str(data)})
    assert stat.S_IMODE(data.stat().st_mode) == 0o700


def test_a_data_folder_that_exists_is_left_as_it_is(data: Path) -> None:
    data.mkdir()
    data.chmod(0o750)
    read_settings({"LENDEX_DATA": str(data)})
    assert stat.S_IMODE(data.stat().st_mode) == 0o750


def test_a_data_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    for value in (str(tmp_path / "file"), str(tmp_path / "file" / "below")):
        said = refusal(LENDEX_DATA=value)
        assert said.startswith(f"LENDEX_DATA is “{value}”: {value} cannot be made (")
        assert said.endswith("; give a folder that this user may write in.")


def test_relative_folders_start_at_the_project_wherever_it_is_run(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = read_settings({"LENDEX_GUIDANCE": "rules", "LENDEX_DATA": os.path.relpath(data, PROJECT)})
    assert settings.guidance == PROJECT / "rules"
    assert settings.data == data


def test_a_guidance_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    missing = tmp_path / "rules"
    wanted = f"LENDEX_GUIDANCE is “{missing}”: {missing} is no folder; give the one of the rule files."
    assert refusal(LENDEX_GUIDANCE=str(missing)) == wanted


@given(folder=st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1))
def test_the_default_store_lies_in_the_data_folder_whatever_its_name(
    tmp_path_factory: pytest.TempPathFactory, folder: str
) -> None:
    data = tmp_path_factory.mktemp("data") / f"x{folder[:20]}x"
    store = read_settings({"LENDEX_DATA": str(data)}).store
    assert make_url(store).database == str(data / "conversations.sqlite3")


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("sqlite:///turns.sqlite3", f"{PROJECT}/turns.sqlite3"),
        ("sqlite+pysqlite:///kept/turns.sqlite3", f"{PROJECT}/kept/turns.sqlite3"),
        ("sqlite:////srv/turns.sqlite3", "/srv/turns.sqlite3"),
        ("sqlite:///:memory:", ":memory:"),
        ("sqlite://", None),
    ],
)
def test_a_relative_store_file_starts_at_the_project(data: Path, address: str, file: str | None) -> None:
    store = read_settings({"LENDEX_STORE": address, "LENDEX_DATA": str(data)}).store
    assert make_url(store).database == file
