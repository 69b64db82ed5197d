"""What happens to an error: Dutch words for the reader, type and place for the log, no values.

The message of an error may quote a value of a person, also one of pandas or of Python itself. The
router hands the errors of a page to `report`; those in a fragment or a callback pass it by and come
to `tell_reader`. What Streamlit, the server or a thread writes by itself, `close_logs` cleans, and
what pandas or NumPy warn of, which may quote a value as well.
"""

from __future__ import annotations

import logging
import reprlib
import sys
import threading
import traceback
import warnings
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import TextIO

import streamlit as st

from perspectief.report.words import shell
from perspectief.report.words.signing_in import ENDED
from perspectief.screen.access import NotSignedInError
from perspectief_core.data.extract import ExtractFaultsError

LOG = logging.getLogger(__name__)
SPOKEN = (ExtractFaultsError,)
"""Errors whose message is made to be read and holds no values."""


def report(error: Exception, page: str) -> None:
    """Tell the reader that a page failed, and the log where."""
    LOG.error("page %s failed\n%s", page, account(error))
    tell_reader(error)


def tell_reader(error: Exception) -> bool:
    """Say on the page that something went wrong; True keeps Streamlit from saying it in English."""
    st.error(ENDED.text if isinstance(error, NotSignedInError) else shell.UNEXPECTED)
    return True


def account(error: BaseException) -> str:
    """Return the places and types of an error and of what it came from, without any message."""
    return "\n".join(
        f"{''.join(traceback.format_tb(each.__traceback__))}{type(each).__qualname__}"
        for each in reversed(list(family(error)))
    )


def family(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error, then its causes and the errors that it groups, each once."""
    waiting, seen = [error], set[int]()
    while waiting:
        each = waiting.pop(0)
        if each is None or id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        waiting += [each.__cause__, each.__context__]
        if isinstance(each, BaseExceptionGroup):
            waiting += each.exceptions


def close_logs() -> None:
    """Keep the messages of errors out of every log and off the standard error of this process."""
    make = logging.getLogRecordFactory()

    def record(*args: object, **kwargs: object) -> logging.LogRecord:
        return without_values(make(*args, **kwargs))

    logging.setLogRecordFactory(record)
    # Otherwise a log line that cannot be put together is printed with all that should go in it.
    logging.raiseExceptions = False
    threading.excepthook = _thread_failed
    sys.excepthook = _process_failed
    sys.unraisablehook = _unraisable
    warnings.showwarning = _warned


def without_values(record: logging.LogRecord) -> logging.LogRecord:
    """Return a log record with types and places where the messages of errors stood.

    Notes
    -----
    The errors are those that the record carries, those that it quotes and the one being handled.
    Their text is also taken out of the sentence, where a library may have put it.
    """
    carried = record.exc_info[1] if record.exc_info else None
    if carried is not None:
        record.exc_info, record.exc_text = None, account(carried)
    quoted = record.args.values() if isinstance(record.args, Mapping) else record.args or ()
    starts = (carried, sys.exception(), *(e for e in quoted if isinstance(e, BaseException)))
    errors = [each for start in starts for each in family(start) if not isinstance(each, SPOKEN)]
    if errors:
        _rewrite(record, errors)
    return record


def _rewrite(record: logging.LogRecord, errors: list[BaseException]) -> None:
    try:
        said = record.getMessage()
    except (TypeError, ValueError, KeyError):
        # The sentence and its values do not fit: the sentence alone is safe.
        record.msg, record.args = str(record.msg), None
        return
    clean = said
    for error in errors:
        # asyncio shortens what it quotes.
        for text in (repr(error), reprlib.repr(error), str(error)):
            if text:
                clean = clean.replace(text, type(error).__qualname__)
    if clean != said:
        record.msg, record.args = clean, None


def _thread_failed(failed: threading.ExceptHookArgs) -> None:
    if failed.exc_value is not None and not isinstance(failed.exc_value, SystemExit):
        LOG.error("a thread failed\n%s", account(failed.exc_value))


def _process_failed(_: type[BaseException], error: BaseException, __: TracebackType | None) -> None:
    if not isinstance(error, KeyboardInterrupt):
        LOG.error("the process failed\n%s", account(error))


def _unraisable(failed: sys.UnraisableHookArgs) -> None:
    if failed.exc_value is not None:
        LOG.error("an object could not be cleared away\n%s", account(failed.exc_value))


def _warned(  # noqa: PLR0913 - as Python calls `showwarning`
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    """Log which warning came from where, without its message; stands for `showwarning`."""
    LOG.warning("%s from %s, line %d", category.__qualname__, filename, lineno)
