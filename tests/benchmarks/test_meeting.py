"""The load client counts what goes wrong for a reader, and goes on after it."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from pathlib import Path

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.server import ServerConnection, serve

from benchmarks.meeting import Visitor, Waits, count, goal_line
from perspectief.report.words import shell
from perspectief_core.cohort import selecting
from tests.browser.server import Server
from tests.places import SHIPPED
from tests.screen.pages import open_page


def finished(status: int = ForwardMsg.FINISHED_SUCCESSFULLY) -> ForwardMsg:
    message = ForwardMsg()
    message.script_finished = status
    return message


def heading(text: str) -> ForwardMsg:
    message = ForwardMsg()
    message.delta.new_element.heading.body = text
    return message


def failing(monkeypatch: pytest.MonkeyPatch) -> list[ForwardMsg]:
    """Return what a page of ours sends when a question fails."""

    def fail(cohort: object) -> None:
        raise ValueError

    monkeypatch.setenv("PERSPECTIEF_EXTRACT", str(SHIPPED))
    monkeypatch.setattr(selecting, "inclusion_flow", fail)
    message = ForwardMsg()
    (error,) = open_page("overzicht").error
    message.delta.new_element.alert.CopyFrom(error.proto)
    return [heading("Wat is er geworden?"), message, finished()]


async def visit(views: list[list[ForwardMsg] | None]) -> Waits:
    """Let somebody look once for each view of a server that answers so; None drops the line."""
    left = iter(views)

    async def answer(line: ServerConnection) -> None:
        async for _ in line:
            sent = next(left)
            if sent is None:
                line.transport.abort()
                return
            for message in sent:
                await line.send(message.SerializeToString())

    waits = Waits()
    async with serve(answer, "127.0.0.1", 0, subprotocols=["streamlit"]) as running:
        port = running.sockets[0].getsockname()[1]
        server = Server(f"http://127.0.0.1:{port}", Path(), 0)
        async with aclosing(Visitor(server, timeout=0.3)) as somebody:
            for _ in views:
                await count(waits, somebody, shell.HOME, "")
    return waits


def test_what_fails_for_a_reader_is_an_error_and_the_next_view_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = [heading("Wat is er geworden?"), finished()]
    again = [finished(ForwardMsg.FINISHED_EARLY_FOR_RERUN), *whole]
    unread = [finished(ForwardMsg.FINISHED_WITH_COMPILE_ERROR)]
    closed = [heading(shell.EXTRACT_FAULTS_TITLE), finished()]
    never = [heading("Wat is er geworden?")]
    wrong = [failing(monkeypatch), unread, closed, never, None]
    views = [view for one in wrong for view in (one, whole)]
    waits = asyncio.run(visit([*views, again]))
    assert len(waits.views) == len(wrong) + 1
    said = [fault.removeprefix("overzicht: ") for fault in waits.faults]
    assert shell.UNEXPECTED in said
    assert shell.EXTRACT_FAULTS_TITLE in said
    assert {"TimeoutError", "ConnectionClosedError"} < set(said)
    assert waits.faults.total() == len(wrong)
    assert waits.line("own way").split()[-1] == str(len(wrong))


def test_goals_stand_under_their_figures() -> None:
    figures, goal = Waits().line(""), goal_line({"p95": 250, "words": 2500}, ("p95",))
    assert len(figures) == len(goal)
    assert goal.split() == ["goal:", "at", "most", "250", "0"]
