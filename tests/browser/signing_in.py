"""A provider to sign in with, and a dashboard on a register that asks for it."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from oidc_provider_mock import User, run_server_in_thread

from tests.core.builders import make_extract, write_extract

SECRETS = """
[auth]
redirect_uri = "{origin}/perspectief/oauth2callback"
cookie_secret = "dit-is-alleen-voor-een-toets-en-lang-genoeg"
client_id = "perspectief"
client_secret = "geheim"
server_metadata_url = "{provider}/.well-known/openid-configuration"

[perspectief]
analist = ["perspectief-analisten"]
publicatie = ["perspectief-stuurgroep"]
"""
