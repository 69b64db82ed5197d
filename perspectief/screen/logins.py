"""Who is signed in: the claims of a cookie or a session, until they expire, end or fall idle.

Streamlit keeps its cookie for thirty days and reads it once, when a session begins. So here the
expiry of the token is looked at every time, and signing out or fifteen minutes without doing
anything ends the login in this process, whichever tab or copy of the cookie comes back with it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock

from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
from streamlit.web.server.starlette.starlette_websocket import _get_signed_cookie_with_chunks

from perspectief.screen.signing_in import ROLES, Role, Settings, texts

IDLE_SECONDS = 15 * 60
_OF_A_LOGIN = ("iss", "sub", "iat", "nonce")
_OF_STREAMLIT = ("is_logged_in", "provider", "origin")


@dataclass(frozen=True, slots=True)
class Login:
    """One time that someone signed in. `expires` is in seconds since 1970."""

    key: tuple[str, ...]
    subject: str
    name: str
    role: Role | None
    expires: float


def login_of(claims: Mapping[str, object], settings: Settings) -> Login | None:
    """Return the login that claims are of; None when they are not of one, or never expire."""
    subject, expires = claims.get("sub"), claims.get("exp")
    if claims.get("is_logged_in") is not True or not isinstance(subject, str) or not subject:
        return None
    if isinstance(expires, bool) or not isinstance(expires, (int, float)):
        return None
    held = texts(claims.get(settings.role_claim))
    names = (claims.get(settings.name_claim), claims.get("email"), subject)
    return Login(
        key=tuple(str(claims.get(name)) for name in _OF_A_LOGIN),
        subject=subject,
        name=next(name for name in names if isinstance(name, str) and name),
        role=next((role for role in ROLES if held & settings.values[role]), None),
        expires=float(expires),
    )


def claims_of(cookies: Mapping[str, str]) -> dict[str, object]:
    """Return the claims in Streamlit's signed cookie; empty when there is none or it is forged."""
    cookie = _get_signed_cookie_with_chunks(dict(cookies), USER_COOKIE_NAME)
    try:
        claims = json.loads(cookie) if cookie else {}
    except ValueError:
        return {}
    return claims if isinstance(claims, dict) else {}


def needed(claims: Mapping[str, object], settings: Settings) -> dict[str, object]:
    """Return only those claims that say who it is, until when, and what gives a role."""
    kept = (*_OF_A_LOGIN, *_OF_STREAMLIT, "exp", "email", settings.name_claim)
    giving = frozenset[str]().union(*settings.values.values())
    held = sorted(texts(claims.get(settings.role_claim)) & giving)
    return {name: claims[name] for name in kept if name in claims} | {settings.role_claim: held}


class Logins:
    """Remembers when each login last did something, and which ended; safe from many threads."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._seen: dict[tuple[str, ...], tuple[float, float]] = {}
        self._ended: dict[tuple[str, ...], float] = {}
        self._lock = Lock()

    def is_valid(self, login: Login) -> bool:
        """Tell whether a login still counts; asking does not keep it from falling idle."""
        now = self._clock()
        with self._lock:
            seen, _ = self._seen.get(login.key, (now, login.expires))
            if now - seen > IDLE_SECONDS:
                self._ended[login.key] = login.expires
            return now < login.expires and login.key not in self._ended

    def touch(self, login: Login) -> None:
        """Write down that someone did something, and forget what has expired anyway."""
        now = self._clock()
        with self._lock:
            self._seen[login.key] = (now, login.expires)
            self._seen = {key: kept for key, kept in self._seen.items() if kept[1] > now}
            self._ended = {key: expires for key, expires in self._ended.items() if expires > now}

    def end(self, login: Login) -> None:
        """Let a login count no longer."""
        with self._lock:
            self._ended[login.key] = login.expires


LOGINS = Logins()
