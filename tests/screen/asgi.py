"""Asks an ASGI application something without a server, with a stand-in for Streamlit behind it."""


async def streamlit(scope, receive, send):
    """Answer as nothing else does: status 299, or accept the web socket."""
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 299, "headers": [(b"a", b"b")]})
        await send({"type": "http.response.body", "body": b"passed on"})
    else:
        await send({"type": "websocket.accept"})


def run(coroutine):
    """Run a coroutine that waits for nothing; an event loop of the browser tests may be running."""
    try:
        coroutine.send(None)
    except StopIteration as ended:
        return ended.value
    raise AssertionError("the coroutine waits for something")


def ask(app, path, query=b"", method="GET", headers=(), kind="http"):
    """Return status, headers and body of an answer; of a web socket what became of it."""
    sent = []

    async def send(message):
        sent.append(message)

    scope = {
        "type": kind,
        "method": method,
        "path": path,
        "query_string": query,
        "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in headers],
    }
    run(app(scope, None, send))
    if kind == "websocket":
        return {"websocket.accept": "passed on", "websocket.close": "refused"}[sent[0]["type"]]
    received = {key.decode(): value.decode() for key, value in sent[0]["headers"]}
    return sent[0]["status"], received, sent[1].get("body", b"").decode()
