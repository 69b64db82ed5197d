"""What goes over the web socket: no commands for developers in, no place on the disk out.

Any client can send Streamlit the commands of its developer menu, among them one that empties the
caches of everybody, and every session is told where the main script stands on the server.
"""

from __future__ import annotations

from google.protobuf.message import DecodeError
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

LET_IN = frozenset({"rerun_script", "stop_script", "app_heartbeat"})
OPERATIONS = frozenset({"deferred_file", "dataframe_chunk"})
"""What a page may fetch later; not: installing something on the server."""


class Messages:
    """Drops what a reader's browser has no need to send, and takes the path out of the answers.

    Parameters
    ----------
    app
        The application behind it.
    script
        Absolute path of the main script.
    """

    def __init__(self, app: ASGIApp, script: str) -> None:
        self.app = app
        self.script = script

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Put both filters between the client and Streamlit."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return

        async def receive_allowed() -> Message:
            while True:
                message = await receive()
                if not message.get("bytes") or is_let_in(message["bytes"]):
                    return message

        async def send_without_place(message: Message) -> None:
            data = message.get("bytes")
            # Looking for the text costs nothing; taking every message apart would.
            if data and self.script.encode() in data:
                message["bytes"] = without_place(data)
            await send(message)

        await self.app(scope, receive_allowed, send_without_place)


def is_let_in(data: bytes) -> bool:
    """Tell whether Streamlit may see a message of a client.

    What cannot be read is passed on: Streamlit ends the connection of who sends it.
    """
    message = BackMsg()
    try:
        message.ParseFromString(data)
    except DecodeError:
        return True
    kind = message.WhichOneof("type")
    if kind == "backend_operation_request":
        return message.backend_operation_request.WhichOneof("payload") in OPERATIONS
    return kind in LET_IN


def without_place(data: bytes) -> bytes:
    """Return a message to a client with the name of the main script instead of its path."""
    message = ForwardMsg()
    message.ParseFromString(data)
    if message.WhichOneof("type") == "new_session":
        path = message.new_session.main_script_path
        message.new_session.main_script_path = path.replace("\\", "/").rpartition("/")[2]
    return bytes(message.SerializeToString())
