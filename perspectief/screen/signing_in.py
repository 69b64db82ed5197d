"""Whether people must sign in, and what gives them a role: the configuration, read once.

Signing in is on when `secrets.toml` has a section `[auth]`, the one that Streamlit itself reads.
Which values of which claim give a role stands beside it under `[perspectief]`, or in the
environment, which goes first.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args
from urllib.parse import urlsplit

import streamlit as st
from streamlit.auth_util import get_secrets_auth_section

Role = Literal["analist", "publicatie"]
ROLES: tuple[Role, ...] = get_args(Role)
"""The role that shows most first: who has both is an analyst."""
PROVIDER = "default"


@dataclass(frozen=True, slots=True)
class Settings:
    """What gives a role: the values of `role_claim` by role; `name_claim` is shown and logged."""

    role_claim: str
    name_claim: str
    values: Mapping[Role, frozenset[str]]
    redirect_uri: str

    @property
    def encrypted(self) -> bool:
        """Whether readers come over https."""
        return urlsplit(self.redirect_uri).scheme == "https"


@cache
def settings() -> Settings | None:
    """Return the settings of signing in; None when nobody has to."""
    auth = get_secrets_auth_section()
    if not auth:
        return None
    own = st.secrets.get("perspectief", {})
    return Settings(
        role_claim=os.environ.get("PERSPECTIEF_ROLE_CLAIM") or own.get("role_claim", "groups"),
        name_claim=os.environ.get("PERSPECTIEF_NAME_CLAIM") or own.get("name_claim", "name"),
        values={role: _values(role, own.get(role, ())) for role in ROLES},
        redirect_uri=str(auth.get("redirect_uri", "")),
    )


def is_on() -> bool:
    """Tell whether people must sign in."""
    return settings() is not None


def _values(role: Role, configured: object) -> frozenset[str]:
    given = os.environ.get(f"PERSPECTIEF_{role.upper()}")
    return texts(given.split(",")) if given else texts(configured)


def texts(value: object) -> frozenset[str]:
    """Return the values of a claim or setting, which may be one text or a list of them."""
    if isinstance(value, str):
        return frozenset({value.strip()} - {""})
    if isinstance(value, (list, tuple)):
        return frozenset(text.strip() for text in value if isinstance(text, str) and text.strip())
    return frozenset()
