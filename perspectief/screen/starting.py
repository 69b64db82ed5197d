"""Whether the dashboard may start: real persons only behind sign-in, and sign-in only when whole.

What is not in order is said in Dutch on standard error, one line each, and the process ends with
78, the code for bad configuration: systemd then does not try again.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from streamlit import config
from streamlit.auth_util import get_secrets_auth_section

from perspectief.report.words.signing_in import (
    EDITION_AND_EXTRACT,
    INCOMPLETE,
    NO_ROLES,
    NO_TLS,
    NO_TRAIL_PLACE,
    NO_XSRF,
    NOT_STARTED,
    OPEN_ADDRESS,
    REGISTER_IS_CLOSED,
    TRUSTED_HEADERS,
)
from perspectief.screen import editions, signing_in, trail
from perspectief.screen.door import LOOPBACK
from perspectief.screen.signing_in import Settings
from perspectief.screen.trail import TrailError
from perspectief_core.published.shipped import shipped

BAD_CONFIGURATION = 78
NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")


def check() -> None:
    """End the process when it may not start."""
    problems = list(faults())
    if problems:
        sys.stderr.write("".join(f"{NOT_STARTED}{fault}\n" for fault in problems))
        # Not an exception: the web server around us would print where it came from in the code.
        sys.stderr.flush()
        os._exit(BAD_CONFIGURATION)


def faults() -> Iterator[str]:
    """Yield every reason not to start."""
    settings = signing_in.settings()
    if settings is None:
        # An edition holds no persons, and no extract is opened beside it.
        if editions.path() is not None:
            if os.environ.get("PERSPECTIEF_EXTRACT"):
                yield EDITION_AND_EXTRACT
            return
        if _holds_persons(Path(os.environ.get("PERSPECTIEF_EXTRACT") or shipped("synthetic"))):
            yield REGISTER_IS_CLOSED
        return
    auth = get_secrets_auth_section()
    yield from (INCOMPLETE.format(name) for name in NEEDED if not auth.get(name))
    if not any(settings.values.values()):
        yield NO_ROLES
    yield from _unsafe(settings)
    try:
        _trail_works()
    except TrailError:
        yield NO_TRAIL_PLACE


def _unsafe(settings: Settings) -> Iterator[str]:
    if config.get_option("server.address") not in LOOPBACK:
        yield OPEN_ADDRESS
    # To try it out on one machine no certificate is needed: nothing leaves the machine.
    if not settings.encrypted and urlsplit(settings.redirect_uri).hostname not in LOOPBACK:
        yield NO_TLS
    if config.get_option("server.trustedUserHeaders"):
        yield TRUSTED_HEADERS
    if not config.get_option("server.enableXsrfProtection"):
        yield NO_XSRF


def _trail_works() -> None:
    own = trail.trail()
    if own is None:
        raise TrailError("no place for the log of views")
    own.try_out()


def _holds_persons(folder: Path) -> bool:
    """Tell whether a manifest says so; one that cannot be read shows nothing anyhow."""
    try:
        said = json.loads((folder / "manifest.json").read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(said, dict) and said.get("kind") == "register"
