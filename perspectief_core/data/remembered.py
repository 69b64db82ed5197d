"""What functions remember of persons, in one place, so that all of it can be forgotten at once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from functools import wraps
from threading import Lock
from typing import Generic, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_forgetting: list[Callable[[], None]] = []


def remembered(most: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Return a decorator that remembers the last `most` answers of a function about persons.

    As `functools.lru_cache`, but `forget` empties it: an extract that is withdrawn must leave no
    trace in memory, not even of what is computed at that moment. And what two threads ask at once
    is computed by the first and waited for by the second; when it fails, the second tries itself.

    Examples
    --------
    >>> @remembered(2)
    ... def double(number):
    ...     print("asked")
    ...     return 2 * number
    >>> double(4), double(4)
    asked
    (8, 8)
    >>> forget()
    >>> double(4)
    asked
    8
    """

    def remember(function: Callable[P, T]) -> Callable[P, T]:
        answers = _Answers[T](most)
        _forgetting.append(answers.clear)

        @wraps(function)
        def ask(*args: P.args, **kwargs: P.kwargs) -> T:
            key = args, tuple(kwargs.items())
            return answers.get(key, lambda: function(*args, **kwargs))

        return ask

    return remember


def forget() -> None:
    """Forget every answer about persons of every function."""
    for clear in _forgetting:
        clear()


class _Answers(Generic[T]):
    """The last answers of one function, and those that are on their way."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, Future[T]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        answer, is_mine = self._find(key)
        if is_mine:
            return self._make(key, answer, make)
        return answer.result() if answer.exception() is None else self.get(key, make)

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()

    def _find(self, key: Hashable) -> tuple[Future[T], bool]:
        """Return the answer, known or on its way, and whether it is for the asker to compute."""
        with self._lock:
            is_mine = key not in self._kept
            answer = self._kept.setdefault(key, Future())
            self._kept.move_to_end(key)
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return answer, is_mine

    def _make(self, key: Hashable, answer: Future[T], make: Callable[[], T]) -> T:
        try:
            made = make()
        except BaseException as error:
            # Out of sight before those who wait are told, so that they do not find it again.
            with self._lock:
                if self._kept.get(key) is answer:
                    del self._kept[key]
            answer.set_exception(error)
            raise
        answer.set_result(made)
        return made
