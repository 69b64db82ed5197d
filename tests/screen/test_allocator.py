"""The C library is asked to keep no memory that nothing uses."""

import subprocess
import sys

# In a process of its own: what is asked holds for all of it, and cannot be taken back.
ASKS = """
import ctypes, threading
from perspectief.screen import allocator
done = allocator.be_thrifty()
named = [thread.name for thread in threading.enumerate()]
print(done, hasattr(ctypes.CDLL(None), "mallopt"), "giving back" in named)
"""


def test_the_c_library_is_asked_where_it_can_be():
    said = subprocess.run([sys.executable, "-c", ASKS], capture_output=True, text=True, check=True)
    done, can, gives_back = said.stdout.split()
    assert done == can == gives_back
