"""Runs a provider to sign in with: `python -m tests.browser.provider PORT`.

In a process of its own: its library warns about how it uses other libraries.
"""

import random
import sys
import threading
from uuid import UUID

from oidc_provider_mock import User, run_server_in_thread

CHANCE = random.Random(1)
MANY = [str(UUID(int=CHANCE.getrandbits(128))) for _ in range(250)]
USERS = {
    "anna": {"name": "Anna de Vries <i>", "groups": ["analisten"]},
    "stuur": {"name": "Sam Stuur", "groups": ["stuurgroep"]},
    "niemand": {"name": "Niek Niemand", "groups": ["anderen"]},
    "velen": {"name": "Vera Velen", "groups": [*MANY, "analisten"]},
}

if __name__ == "__main__":
    people = [User(sub=sub, claims=claims) for sub, claims in USERS.items()]
    with run_server_in_thread(port=int(sys.argv[1]), user_claims=people):
        threading.Event().wait()
