"""Attributes that are published otherwise than the policy does it: to try the attacker on."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pandas as pd

from perspectief_core.disclosure.attributes import Attributes, attributes_of


class Exact(Attributes):
    """Every count as it is."""

    __slots__ = ()

    def said(self, size, counts):
        return counts.copy(), counts.copy()


class HiddenUnderFive(Attributes):
    """Every count as it is, but for those under five."""

    __slots__ = ()

    def said(self, size, counts):
        few = counts < 5
        return np.where(few, 0, counts), np.minimum(np.where(few, 4, counts), size)


def said_as(kind: type[Attributes], people: pd.DataFrame) -> Attributes:
    """Return what is counted of people, published in another way."""
    plain = attributes_of(people)
    return kind(*(getattr(plain, field.name) for field in fields(Attributes)))
