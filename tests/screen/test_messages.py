"""What goes over the web socket: which messages of a client arrive, what a session is told."""

import pytest
from google.protobuf.json_format import ParseDict
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from perspectief.screen import messages
from tests.screen.asgi import run

SCRIPT = "/srv/perspectief/screen/router.py"
KINDS = {field.name for field in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields}
FOR_READERS = {
    "rerun_script": {"query_string": "geslacht=vrouw"},
    "stop_script": True,
    "app_heartbeat": True,
    "backend_operation_request": {"request_id": "1", "deferred_file": {"file_id": "x"}},
}
FOR_DEVELOPERS = {
    "clear_cache": True,
    "set_run_on_save": True,
    "load_git_info": True,
    "debug_disconnect_websocket": True,
    "debug_shutdown_runtime": True,
    "file_urls_request": {"request_id": "1"},
}


def message(kind, value):
    return ParseDict({kind: value}, BackMsg()).SerializeToString()


def through(received=(), sent=()):
    """Return what arrives on both sides of the filters."""
    waiting = [{"type": "websocket.receive", "bytes": data} for data in received]
    waiting.append({"type": "websocket.disconnect"})
    arrived, told = [], []

    async def streamlit(scope, receive, send):
        while (got := await receive())["type"] != "websocket.disconnect":
            arrived.append(got["bytes"])
        for data in sent:
            await send({"type": "websocket.send", "bytes": data})

    async def receive():
        return waiting.pop(0)

    async def send(answer):
        told.append(answer["bytes"])

    app = messages.Messages(streamlit, script=SCRIPT)
    run(app({"type": "websocket"}, receive, send))
    return arrived, told


def test_every_kind_of_message_is_known_here():
    assert set(FOR_READERS) | set(FOR_DEVELOPERS) == KINDS


def test_only_what_readers_need_arrives():
    wanted = [message(*pair) for pair in FOR_READERS.items()]
    unwanted = [message(*pair) for pair in FOR_DEVELOPERS.items()]
    mixed = [*unwanted, wanted[0], *unwanted, *wanted[1:], *unwanted]
    assert through(received=mixed)[0] == wanted


@pytest.mark.parametrize("payload", ["install_skills", "dismiss_skills_nudge"])
def test_nothing_is_installed_on_the_server(payload):
    asked = message("backend_operation_request", {"request_id": "1", payload: {}})
    assert through(received=[asked])[0] == []


def test_what_cannot_be_read_is_left_to_streamlit():
    broken = b"\xff\xff\xff"
    assert through(received=[broken])[0] == [broken]


def test_a_session_is_not_told_where_the_script_stands():
    new = {"name": "router", "main_script_path": SCRIPT, "main_script_hash": "a"}
    before = ParseDict({"new_session": new, "hash": "b"}, ForwardMsg())
    after = ForwardMsg()
    after.ParseFromString(through(sent=[before.SerializeToString()])[1][0])
    before.new_session.main_script_path = "router.py"
    assert after == before


def test_other_messages_stay_as_they_are():
    said = ParseDict({"delta": {"new_element": {"text": {"body": SCRIPT}}}}, ForwardMsg())
    plain = ParseDict({"script_finished": "FINISHED_SUCCESSFULLY"}, ForwardMsg())
    data = [said.SerializeToString(), plain.SerializeToString()]
    assert through(sent=data)[1] == data


def test_pages_pass_untouched():
    seen = []

    async def inner(*parts):
        seen.append(parts)

    run(messages.Messages(inner, script=SCRIPT)({"type": "http"}, "receive", "send"))
    assert seen == [({"type": "http"}, "receive", "send")]
