"""Runs a provider to sign in with: `python -m tests.browser.provider PORT`.

In a process of its own: its library warns about how it uses other libraries.
"""

import sys
import threading

from oidc_provider_mock import User, run_server_in_thread

MANY = [f"groep-{number:04}-0f9c2b1e-6a4d-4a57-9a35" for number in range(250)]
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
