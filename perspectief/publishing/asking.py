"""What is asked, as text: the same text for the same ask in whatever process, without a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from perspectief.publishing.encoding import Codec, name_of
from perspectief_core.cohort.selection import Selection

Of = Literal["cohort", "extract", "combinations"]


def ask_text(
    codec: Codec,
    of: Of,
    analysis: Callable[..., object],
    arguments: tuple[tuple[object, ...], Mapping[str, object]],
    selection: Selection,
) -> str:
    """Return the text of an ask: of what, which analysis, its arguments, and who is counted.

    Parameters
    ----------
    codec : Codec
        Knows the records that may be arguments.
    of : {'cohort', 'extract', 'combinations'}
        What the analysis is given first.
    analysis : function
        A function of a module; it is named by module and name.
    arguments : tuple
        Those by place and those by name. A list is another argument than a tuple: neither a list
        nor a function is taken, as results are not made with them.
    selection : Selection
        Who is counted; for all choices at once, only its filters differ from the report's.

    Raises
    ------
    EncodingError
        When an argument is of a type that is not declared.

    Examples
    --------
    >>> from perspectief_core.people.outcomes import by
    >>> text = ask_text(Codec([Selection]), "cohort", by, (("herkomst",), {}), Selection())
    >>> text[:73]
    '["tuple","cohort","perspectief_core.people.outcomes:by",["tuple","herkoms'
    """
    args, options = arguments
    named = tuple(sorted(options.items()))
    return codec.write((of, name_of(analysis), args, named, selection))
