"""Who is let in: names and websites, for pages and web sockets alike."""

import socket

import pytest
from streamlit import config, net_util

from perspectief.report.words.door import FOREIGN_ORIGIN, UNKNOWN_HOST
from perspectief.screen import door
from tests.screen.asgi import ask, streamlit

OWN = "dashboard.voorbeeld.nl"
KINDS = ("http", "websocket")


@pytest.fixture(autouse=True)
def hosts(monkeypatch):
    """A named host, and nobody who may ask the network anything."""

    def asked(*_, **__):
        raise AssertionError("asked the network")

    monkeypatch.setattr(net_util, "get_internal_ip", asked)
    monkeypatch.setattr(net_util, "get_external_ip", asked)
    monkeypatch.setattr(socket.socket, "connect", asked)
    before = config.get_option(door.HOSTS)
    config.set_option(door.HOSTS, [OWN, "127.0.0.1"])
    yield
    config.set_option(door.HOSTS, before)


def knock(kind, *headers):
    answer = ask(door.Door(streamlit), "/", headers=headers, kind=kind)
    if kind == "websocket":
        return answer
    status, _, body = answer
    titles = {
        UNKNOWN_HOST.title: "unknown host",
        FOREIGN_ORIGIN.title: "foreign origin",
    }
    reason = next((said for title, said in titles.items() if title in body), "none")
    return "passed on" if status == 299 else f"{status} {reason}"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "headers",
    [
        [("Host", OWN)],
        [("Host", "127.0.0.1:8501")],
        [("Host", OWN), ("Origin", f"https://{OWN}")],
        [("Host", "127.0.0.1:8501"), ("Origin", "http://127.0.0.1:8501")],
    ],
)
def test_own_names_and_own_pages_are_let_in(kind, headers):
    assert knock(kind, *headers) == "passed on"


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [("Host", "")],
        [("Host", "evil.example")],
        [("Host", "localhost")],
        [("Host", f"evil.{OWN}")],
        [("Host", f"{OWN}.evil.example")],
        [("Host", f"{OWN}@evil.example")],
        [("Host", f"evil.example@{OWN}")],
        [("Host", f"{OWN}:x")],
        [("Host", "[::1")],
        [("Host", OWN), ("Host", "evil.example")],
    ],
)
def test_another_name_is_refused(headers):
    assert knock("http", *headers) == "403 unknown host"
    assert knock("websocket", *headers) == "refused"


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "null",
        "",
        f"https://evil.{OWN}",
        f"https://{OWN}:8443",
        f"https://{OWN}.evil.example",
        f"https://evil.example/{OWN}",
        f"https://{OWN.upper()}",
        f"ftp://{OWN}",
        "http://localhost:3000",
        "http://[::1",
        "é",
    ],
)
def test_another_website_is_refused_without_asking_the_network(origin):
    headers = [("Host", OWN), ("Origin", origin)]
    assert knock("http", *headers) == "403 foreign origin"
    assert knock("websocket", *headers) == "refused"


def test_two_origins_are_refused():
    headers = [("Host", OWN), ("Origin", f"https://{OWN}"), ("Origin", "https://evil.example")]
    assert knock("websocket", *headers) == "refused"


def test_no_list_of_names_means_this_machine_only():
    config.set_option(door.HOSTS, [])
    assert knock("http", ("Host", "localhost:8501")) == "passed on"
    assert knock("http", ("Host", "[::1]:8501")) == "passed on"
    assert knock("http", ("Host", OWN)) == "403 unknown host"
