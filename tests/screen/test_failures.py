"""An error's message may hold a person's value: no log, no thread and no process repeats it."""

import asyncio
import io
import logging
import subprocess
import sys

import pytest

from perspectief.screen import failures
from perspectief_core.data.contract import Fault
from perspectief_core.data.extract import ExtractFaultsError
from tests.places import ROOT

VALUE = "Farid uit Almelo, geboren 1991"


@pytest.fixture
def log():
    """What is written by a logger of which the records go through the filter."""
    out = io.StringIO()
    logger = logging.Logger("proef")
    logger.addHandler(logging.StreamHandler(out))
    logger.addFilter(failures.without_values)
    logger.read = out.getvalue
    return logger


def raised(error):
    try:
        raise error
    except type(error) as caught:
        return caught


def chained():
    try:
        try:
            int(VALUE)
        except ValueError as first:
            raise KeyError(VALUE) from first
    except KeyError as second:
        second.add_note(VALUE)
        return second


SAYINGS = {
    "carried": lambda log, error: log.error("it failed", exc_info=error),
    "quoted": lambda log, error: log.error("it failed: %s", error),
    "quoted by name": lambda log, error: log.error("it failed: %(e)s", {"e": error}),
    "quoted in full": lambda log, error: log.error("it failed: %r and %s", error, 3),
    "written out": lambda log, error: log.error(f"it failed: {error}", exc_info=error),
    "in a sentence that does not fit": lambda log, error: log.error("%s %s", error),
}


@pytest.mark.parametrize("say", SAYINGS.values(), ids=SAYINGS)
@pytest.mark.parametrize(
    "error",
    [
        raised(ValueError(VALUE)),
        chained(),
        raised(ExceptionGroup(VALUE, [ValueError(VALUE)])),
        UnicodeDecodeError("utf-8", VALUE.encode(), 0, 1, VALUE),
    ],
    ids=lambda error: type(error).__name__,
)
def test_no_way_of_logging_an_error_repeats_its_message(log, say, error):
    say(log, error)
    assert log.read()
    assert not any(word in log.read() for word in VALUE.split() if len(word) > 4)


def test_an_error_being_handled_is_not_repeated(log):
    try:
        int(VALUE)
    except ValueError as error:
        text = str(error)
        log.warning("could not use it: %s", text)
    assert log.read() == "could not use it: ValueError\n"


def test_types_and_places_stay(log):
    log.error("it failed", exc_info=chained())
    written = log.read()
    assert written.index("ValueError") < written.index("KeyError")
    assert "int(VALUE)" in written
    assert __file__ in written


def test_a_record_without_error_stays_as_it_is(log):
    log.warning("%d of %s", 3, "four")
    assert log.read() == "3 of four\n"


def test_the_faults_of_an_extract_are_made_to_be_read(log):
    error = ExtractFaultsError((Fault(table="manifest", column="kind", rule="missing"),))
    try:
        raise error
    except ExtractFaultsError:
        log.warning("cannot be used: %s", error)
    assert str(error) in log.read()


def test_what_a_task_of_the_server_leaves_behind_is_not_repeated(log):
    async def fails():
        raise ValueError(VALUE)

    async def main():
        task = asyncio.create_task(fails())
        await asyncio.sleep(0)
        context = {"message": "never retrieved", "future": task, "exception": task.exception()}
        # As asyncio itself writes it: the task stands in the sentence.
        lines = [context["message"], f"future: {context['future']!r}"]
        log.error("\n".join(lines), exc_info=context["exception"])

    loop = asyncio.new_event_loop()
    loop.run_until_complete(main())
    loop.close()
    assert "Farid" not in log.read()
    assert "never retrieved" in log.read()


PROGRAM = f"""
import logging, sys, threading
from perspectief.screen import failures
failures.close_logs()
VALUE = {VALUE!r}
def fails():
    raise ValueError(VALUE)
class Leaves:
    def __del__(self):
        fails()
thread = threading.Thread(target=fails)
thread.start()
thread.join()
Leaves()
logging.getLogger("anywhere").error("%s %s", VALUE)
try:
    fails()
except ValueError:
    logging.getLogger("elsewhere").exception("failed")
fails()
"""


WARNING_PROGRAM = f"""
import threading, warnings
import numpy as np
from perspectief.screen import failures
failures.close_logs()
VALUE = {VALUE!r}
def warns(kind=RuntimeWarning):
    warnings.warn(VALUE, kind, stacklevel=1)
warns()
warns(FutureWarning)
with warnings.catch_warnings():
    warnings.simplefilter("always")
    warns(UserWarning)
# What is written in C comes by the same way.
np.array([1.0]) / np.array([0.0])
thread = threading.Thread(target=warns, args=(UnicodeWarning,))
thread.start()
thread.join()
"""


def test_a_warning_of_a_library_is_not_repeated():
    run = subprocess.run(
        [sys.executable, "-W", "default", "-c", WARNING_PROGRAM],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    lines = run.stderr.splitlines()
    kinds = ("RuntimeWarning", "FutureWarning", "UserWarning", "RuntimeWarning", "UnicodeWarning")
    assert [line.split(" from ")[0] for line in lines if " from " in line] == list(kinds)
    assert all(", line " in line for line in lines if " from " in line)
    assert run.stdout == ""
    assert "Farid" not in run.stderr
    assert "divide" not in run.stderr


def test_a_whole_process_keeps_silent_about_values():
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 1
    assert run.stdout == ""
    for what in ("a thread failed", "could not be cleared away", "the process failed", "failed\n"):
        assert what in run.stderr
    assert run.stderr.count("ValueError\n") == 4
    assert "Farid" not in run.stderr
