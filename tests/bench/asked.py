"""A program that asks one application, without a server between, and says what each request cost.

It reads requests as lines of JSON and answers with a line: the processor time in milliseconds, and
for the first request what came back. `python -m tests.bench.asked tests.bench.yardsticks`
"""

import gc
import gzip
import importlib
import io
import json
import os
import sys
import time
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.engine import Engine

STATEMENTS = ("SELECT", "INSERT", "UPDATE", "DELETE")
PAGE = os.sysconf("SC_PAGE_SIZE")


class Asked:
    """One application, and how many statements it has sent."""

    def __init__(self, app):
        self.app = app
        self.status = ""
        self.queries = 0

    def start(self, status, _headers, _error=None):
        self.status = status

    def ask(self, request):
        """Returns (milliseconds, body)."""
        environ = environment(**request)
        before = time.process_time()
        answer = self.app(environ, self.start)
        body = b"".join(answer)
        answer.close()
        return (time.process_time() - before) * 1000, body

    def look(self, request):
        """Ask once, to see what comes back."""
        before = self.queries
        event.listen(Engine, "before_cursor_execute", self.count)
        _, body = self.ask(request)
        event.remove(Engine, "before_cursor_execute", self.count)
        return {"status": int(self.status[:3]), "size": len(body), "queries": self.queries - before,
                "gzipped": len(gzip.compress(body)), "memory": memory()}  # fmt: skip

    def count(self, _connection, _cursor, statement, *_others):
        self.queries += statement.lstrip().startswith(STATEMENTS)


def environment(path, method="GET", body="", cookie="", token="", who="127.0.0.1"):
    """The request as a server would hand it over."""
    path, _, query = path.partition("?")
    return {
        "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "SCRIPT_NAME": "",
        "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "8000", "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1:8000", "REMOTE_ADDR": who, "HTTP_COOKIE": cookie,
        "CONTENT_TYPE": "application/x-www-form-urlencoded", "CONTENT_LENGTH": str(len(body)),
        "HTTP_X_CSRFTOKEN": token, "wsgi.url_scheme": "http", "wsgi.version": (1, 0),
        "wsgi.input": io.BytesIO(body.encode()), "wsgi.errors": sys.stderr,
        "wsgi.multithread": False, "wsgi.multiprocess": True, "wsgi.run_once": False,
    }  # fmt: skip


def memory():
    """Megabytes this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE / 1e6


def main():
    asked = Asked(importlib.import_module(sys.argv[1]).app)
    gc.collect()
    for line in sys.stdin:
        first, *rest = json.loads(line)
        seen = asked.look(first)
        if rest and seen["status"] < 400:
            seen["costs"] = [asked.ask(each)[0] for each in rest]
            seen["status"] = int(asked.status[:3])
        print(json.dumps(seen), flush=True)


if __name__ == "__main__":
    main()
