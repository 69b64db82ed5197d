"""A small object store on loopback: the few questions of S3 that reading needs, from a folder.

Keys, signatures and errors other than 'not there' it does not know.
"""

from __future__ import annotations

from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape


@contextmanager
def serving(folder):
    """Yield host and port of a store with one bucket per folder in `folder`."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_HEAD(self):
            self.answer(with_body=False)

        def do_GET(self):
            asked = urlsplit(self.path)
            query = parse_qs(asked.query)
            if "list-type" in query:
                bucket = folder / unquote(asked.path).strip("/")
                self.send(200, listed(bucket, query.get("prefix", [""])[0]).encode())
            else:
                self.answer(with_body=True)

        def answer(self, *, with_body):
            file = Path(f"{folder}{unquote(urlsplit(self.path).path)}")
            if not file.exists() or file.is_dir() != (file.parent == folder):
                self.send(404, b"")
                return
            content = b"" if file.is_dir() else file.read_bytes()
            start, end = 0, len(content)
            if asked := self.headers.get("Range"):
                first, _, last = asked.removeprefix("bytes=").partition("-")
                start, end = int(first), min(int(last) + 1, end)
            self.send(206 if asked else 200, content[start:end], with_body=with_body)

        def send(self, code, content, *, with_body=True):
            self.send_response(code)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Content-Type", "application/xml")
            self.send_header("Last-Modified", "Thu, 31 Mar 2011 00:00:00 GMT")
            self.end_headers()
            if with_body:
                self.wfile.write(content)

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield "{}:{}".format(*server.server_address)
        server.shutdown()
        thread.join()


def listed(bucket, prefix):
    """The objects of a bucket whose names start so, as S3 lists them (version 2)."""
    names = {
        str(file.relative_to(bucket)): file.stat().st_size
        for file in sorted(bucket.rglob("*"))
        if file.is_file()
    }
    contents = "".join(
        f"<Contents><Key>{escape(name)}</Key><Size>{size}</Size>"
        "<LastModified>2011-03-31T00:00:00.000Z</LastModified></Contents>"
        for name, size in names.items()
        if name.startswith(prefix)
    )
    return (
        '<?xml version="1.0"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">'
        f"<IsTruncated>false</IsTruncated>{contents}</ListBucketResult>"
    )
