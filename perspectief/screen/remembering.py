"""Remembers what was made: once for all sessions, the least recently used forgotten first."""

from __future__ import annotations

import io
import pickle
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from threading import Condition
from typing import Generic, TypeVar, cast

from perspectief.report.block.later_rows import LaterRows
from perspectief_core.arrays import pd
from perspectief_core.data.extract import Extract
from perspectief_core.disclosure.protecting import Protected

T = TypeVar("T")
MANY, SAMPLE = 1000, 100
"""From so many parts in a row on about so many of them are weighed."""
SURE, SELDOM = 8, 8
"""So many things of a kind are weighed, and after those one in so many."""
_ABSENT = object()
TEXT = 16
"""Bytes of a value in a column of text, about."""
BYTES_IN_MEMORY = 4
"""Of an object, for each byte that it takes written out; measured over all figures: 3.9."""


def always() -> bool:
    """Tell that what was made may be kept, whatever it was made of."""
    return True


class Memory(Generic[T]):
    """Holds things until together they weigh more than `most`, each under a key of everything
    that decides it.

    Safe to use from many threads. What two sessions ask for at once is made by the first and waited
    for by the second; when making it fails, the failure is the first one's and the second tries.
    Making one thing may ask for others, but not for itself. The newest is kept whatever it weighs.

    Parameters
    ----------
    most : float
    weigh : function, optional
        Weight of a thing, in the unit of `most`; without it each weighs 1.
    kind : function, optional
        Of the key of a thing: things of one kind weigh about the same. The first are weighed, and
        some later; the others count for the mean of those last weighed. Without it all are weighed.
    """

    def __init__(
        self,
        most: float,
        weigh: Callable[[T], float] = lambda _: 1,
        kind: Callable[[Hashable], Hashable] | None = None,
    ) -> None:
        self._most = most
        self._weigh = weigh
        self._kind = kind
        self._weighed: dict[Hashable, _Weighed] = {}
        self._kept: OrderedDict[Hashable, tuple[T, float]] = OrderedDict()
        self._weight = 0.0
        self.driven_out = 0
        """How many things had to make room, ever."""
        self._forgotten = 0
        self._busy: set[Hashable] = set()
        self._changed = Condition()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable, make: Callable[[], T], holds: Callable[[], bool] = always) -> T:
        """Return what is kept under `key`; where nothing is, what `make` returns.

        That is kept unless everything was forgotten meanwhile, or what it was made of no longer
        `holds`.
        """
        with self._changed:
            times = self._forgotten
            kept = self._find(key)
            while kept is _ABSENT and key in self._busy:
                self._changed.wait()
                kept = self._find(key)
            if kept is not _ABSENT:
                return cast(T, kept)
            self._busy.add(key)
        try:
            made = make()
            weight = self._weight_of(key, made)
            with self._changed:
                if times == self._forgotten and holds():
                    self._keep(key, made, weight)
        finally:
            with self._changed:
                self._busy.remove(key)
                self._changed.notify_all()
        return made

    def clear(self) -> None:
        """Forget everything, also what is being made at this moment, when it is done."""
        with self._changed:
            self._forgotten += 1
            self._kept.clear()
            self._weighed.clear()
            self._weight = 0.0

    def _weight_of(self, key: Hashable, made: T) -> float:
        if self._kind is None:
            return self._weigh(made)
        alike = self._weighed.setdefault(self._kind(key), _Weighed())
        # Two threads at once may weigh one more, or one fewer: that does not matter.
        alike.times += 1
        if alike.times <= SURE or alike.times % SELDOM == 0 or not alike.last:
            weight = self._weigh(made)
            alike.last.append(weight)
            return weight
        return alike.mean()

    def _find(self, key: Hashable) -> object:
        if key not in self._kept:
            return _ABSENT
        self._kept.move_to_end(key)
        return self._kept[key][0]

    def _keep(self, key: Hashable, made: T, weight: float) -> None:
        self._kept[key] = made, weight
        self._weight += weight
        while self._weight > self._most and len(self._kept) > 1:
            _, (_, forgotten) = self._kept.popitem(last=False)
            self._weight -= forgotten
            self.driven_out += 1


class _Weighed:
    """How many things of a kind were made, and what the last of them weighed."""

    __slots__ = ("last", "times")

    def __init__(self) -> None:
        self.times = 0
        self.last: deque[float] = deque(maxlen=SURE)

    def mean(self) -> float:
        last = tuple(self.last)
        return sum(last) / len(last)


def bytes_of(thing: object) -> float:
    """Return about how many bytes of memory a thing takes.

    What stands in it but is held elsewhere too is not counted: the extract, and results that passed
    the gate, as in a block, which are remembered by themselves.
    """
    written = io.BytesIO()
    scale = _Scale(thing, written)
    scale.dump(thing)
    return BYTES_IN_MEMORY * written.tell() + scale.apart


class _Scale(pickle.Pickler):
    """Writes a thing without what is held elsewhere, and weighs `apart` what is large.

    That are arrays and tables, which are not copied, and long rows of alike parts: some of these
    tell what all weigh.
    """

    def __init__(self, thing: object, file: io.BytesIO) -> None:
        super().__init__(file, protocol=5, buffer_callback=self._set_apart)
        self._thing = thing
        self.apart = 0.0

    def _set_apart(self, array: pickle.PickleBuffer) -> None:
        self.apart += array.raw().nbytes

    def reducer_override(self, part: object) -> tuple[Callable[..., object], tuple[object, ...]]:
        """Replace what is weighed apart or held elsewhere, unless it is what is weighed."""
        if isinstance(part, (Protected, Extract)) and part is not self._thing:
            return object, ()
        if type(part).__name__ == "DataFrame" and isinstance(part, pd.DataFrame):
            # By type: `memory_usage` looks at every column, as long as some analyses take.
            self.apart += len(part) * sum(getattr(dtype, "itemsize", TEXT) for dtype in part.dtypes)
            return object, ()
        if isinstance(part, LaterRows):
            self.apart += _sampled_bytes(part)
            return object, ()
        if is_dataclass(part) and not isinstance(part, type):
            # Not what it made for itself so far: that comes and goes with the questions asked.
            given = [field for field in fields(part) if field.init]
            values = [getattr(part, field.name) for field in given]
            long = any(isinstance(value, tuple) and len(value) > MANY for value in values)
            if long or len(given) < len(fields(part)):
                return _made_of, tuple(map(self._sampled, values))
        return NotImplemented  # type: ignore[no-any-return]

    def _sampled(self, value: object) -> object:
        """Return a part; of a long row nothing, after weighing some of it for all."""
        if not isinstance(value, tuple) or len(value) <= MANY:
            return value
        self.apart += _sampled_bytes(value)
        return ()


def _sampled_bytes(parts: Sequence[object]) -> float:
    """Return about what a long row of alike parts weighs, from some of these."""
    step = max(len(parts) // SAMPLE, 1)
    return step * bytes_of(parts[::step])


def _made_of(*parts: object) -> None:
    """Stand for a dataclass of these parts."""


def key_of(part: object) -> Hashable:
    """Return a key that is the same for the same part: its structure, not how it prints.

    Lists, tuples and mappings are taken apart, but for a mapping that is hashable itself; the rest
    must be hashable, as codes, numbers, functions and protected results are. Parts of another type
    are other parts: True is not 1.

    Raises
    ------
    TypeError
        When it is used, if a part is not hashable.
    """
    if isinstance(part, Mapping) and part.__hash__ is None:
        return tuple((name, key_of(value)) for name, value in part.items())
    if isinstance(part, (list, tuple)):
        return tuple(key_of(value) for value in part)
    return type(part), part
