"""A small extract, of which one edition is made to be read; and editions with faults."""

import shutil
import sqlite3
from datetime import date

import pytest

from perspectief.publishing import asks
from perspectief.publishing.bundle import Draft, _checksum, _digest
from perspectief.publishing.publish import edition_of
from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import Selection
from perspectief_core.disclosure import lattice
from perspectief_core.disclosure.closing import counted
from perspectief_core.disclosure.exchanging import exchanged
from perspectief_core.disclosure.lattice import lattice_of
from perspectief_core.disclosure.protecting import Protected, protect, provenance_of
from perspectief_core.people import outcomes
from tests.core.builders import make_extract

SMALL = exchanged(make_extract(140, seed=2))
MADE = date(2026, 11, 26)


def smuggled(value, extract, selection):
    """Return a result that did not pass the gate, as if it had."""
    source = provenance_of(extract, selection, "publicatie")
    everybody = select(extract, Selection())
    honest = protect(outcomes.distribution(everybody), extract, Selection(), "open")
    restore, _ = Protected.__reduce__(honest)
    return restore(value, source)


def unprotected(extract, out):
    """Write an edition with exact outcomes of every option of three filters, and of two at once."""
    draft, codec = Draft(out, edition_of(extract), asks.codec()), asks.codec()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lattice, "SMALLEST_CATEGORY", 0)
        patch.setattr(lattice, "COARSE", ("steunpunt", "geslacht", "leeftijd"))
        patch.setattr(lattice, "AGES", tuple((age, age) for age in range(12, 61)))
        views = [view.selection for view in lattice_of(counted(extract)).views]
    for view in views:
        cohort = select(extract, view)
        draft.put_all(
            (text, smuggled(ask.result(cohort), extract, view))
            for text, ask in asks.texts(codec, view)
            if ask is asks.FIRST or view == Selection()
        )
    draft.finish({}, MADE)
    return out


def altered(edition, out, ask, change):
    """Write a copy of an edition with another answer to one ask, of which every checksum fits."""
    shutil.copyfile(edition, out)
    codec, file = asks.codec(), sqlite3.connect(out)
    with file:
        body = file.execute(
            "SELECT body FROM answers JOIN contents USING (digest) WHERE ask = ?", (ask,)
        ).fetchone()[0]
        other = codec.write(change(codec.read(body)))
        digest = _digest("shown", other)
        file.execute("INSERT OR IGNORE INTO contents VALUES (?, 'shown', ?)", (digest, other))
        file.execute("UPDATE answers SET digest = ? WHERE ask = ?", (digest, ask))
        checksum = _checksum(file)
        file.execute("UPDATE about SET said = ? WHERE name = 'checksum'", (checksum,))
    file.close()
    return out
