"""A gunicorn on this machine, and the processor time it takes for a request."""

import gzip
import http.client
import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple

TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


class Measured(NamedTuple):
    """Medians of the rounds: CPU in milliseconds a request; bytes plain and gzipped; queries."""

    name: str
    cpu_ms: float
    size: int
    gzipped: int
    queries: int


class Server:
    """One gunicorn with one worker, and a connection to it."""

    def __init__(self, application, environment):
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        command = [
            sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{self.port}",
            "--workers", "1", "--log-level", "error", "--keep-alive", "60", "--threads", "1",
        ]  # fmt: skip
        self.process = subprocess.Popen(
            command, env={**os.environ, **environment}, stderr=subprocess.DEVNULL
        )
        self._wait()
        (self.worker,) = self._children()

    def _wait(self):
        for _ in range(200):
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=1):
                    time.sleep(0.5)
                    return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("The server does not answer")

    def _children(self):
        path = f"/proc/{self.process.pid}/task/{self.process.pid}/children"
        return [int(pid) for pid in Path(path).read_text().split()]

    def cpu(self):
        """Processor seconds of the worker so far."""
        fields = Path(f"/proc/{self.worker}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory(self):
        """Megabytes of memory of the worker's own."""
        return int(Path(f"/proc/{self.worker}/statm").read_text().split()[1]) * PAGE / 1e6

    def ask(self, path, headers=None, method="GET", body=None):
        """One request; returns (status, headers, body)."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, path, body=body, headers=headers or {})
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, answer.headers, content

    def stop(self):
        self.process.terminate()
        self.process.wait(30)


@contextmanager
def serving(application, **environment):
    server = Server(application, environment)
    try:
        yield server
    finally:
        server.stop()


def measure(server, name, path, *, headers=None, requests=60, rounds=3):
    """Ask for a page again and again; the median over the rounds of CPU per request."""
    status, answer, body = server.ask(path, headers)
    if status != 200:
        raise RuntimeError(f"{name}: {path} answered {status}")
    for _ in range(10):
        server.ask(path, headers)
    costs = []
    for _ in range(rounds):
        before = server.cpu()
        for _ in range(requests):
            server.ask(path, headers)
        costs.append((server.cpu() - before) * 1000 / requests)
    queries = int(answer.get("X-Queries", "-1"))
    return Measured(name, median(costs), len(body), len(gzip.compress(body)), queries)
