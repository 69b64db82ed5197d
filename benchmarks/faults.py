"""What a client of the dashboard sees go wrong: as a reader sees it, or as Streamlit tells it."""

from __future__ import annotations

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from perspectief.report.words import editions, shell

TITLES = (shell.EXTRACT_FAULTS_TITLE, shell.NOT_OPEN_TITLE, editions.CANNOT)
"""Of what stands there when nothing can be shown."""


class PageError(Exception):
    """A page failed."""


def check(answer: ForwardMsg) -> bool:
    """Tell whether all of a page is there with this message; raises when it says that it failed.

    A script that ends early for another run goes on with that one, and a part that ran by itself
    is not the page.

    Raises
    ------
    PageError
        With what the reader sees, or how the script ended.
    """
    kind = answer.WhichOneof("type")
    if kind == "delta":
        _check_element(answer)
    elif kind == "script_finished":
        if answer.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
            raise PageError("the script could not be read")
        return bool(answer.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY)
    return False


def _check_element(answer: ForwardMsg) -> None:
    element = answer.delta.new_element
    kind = element.WhichOneof("type")
    if kind == "exception":
        raise PageError(element.exception.type)
    # Whatever fails says so in an alert of this kind, `shell.UNEXPECTED` most often.
    if kind == "alert" and element.alert.format == Alert.ERROR:
        raise PageError(element.alert.body)
    if kind == "heading" and element.heading.body in TITLES:
        raise PageError(element.heading.body)
