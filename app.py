"""The dashboard as a web application: `streamlit run app.py`.

The script that Streamlit runs is the router inside the package, not this file. A folder `pages/`
beside the main script would let a cold deep link run a page without the router, and so without
access control and filters.
"""

import streamlit as st
from starlette.middleware import Middleware

from perspectief.screen import allocator, door, failures, gate, messages, serve, starting

allocator.be_thrifty()
failures.close_logs()
starting.check()
app = st.App(
    serve.ROUTER,
    middleware=[
        Middleware(serve.SecurityHeaders),
        Middleware(door.Door),
        Middleware(gate.Gate),
        Middleware(serve.Paths),
        Middleware(messages.Messages, script=str(serve.ROUTER)),
    ],
    exception_handlers=serve.EXCEPTION_HANDLERS,
    on_script_error=failures.tell_reader,
    lifespan=serve.warm,
)
