"""One line of JSON for each request: a number to quote, what was asked for and how it ended.

No personal data: the address is logged as its pattern, never as it was typed (links hold tokens).
"""

import json
import logging
import secrets
import sys
import time

from flask import Flask, Response, g, request

log = logging.getLogger("commissioning")


class Lines(logging.Formatter):
    """Log records as JSON lines in UTC."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
            "level": record.levelname.lower(),
            "says": record.getMessage(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["where"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=True)


def _begin() -> None:
    g.request_number = secrets.token_hex(6)
    g.began = time.perf_counter()


def _end(response: Response) -> Response:
    response.headers["X-Request-Number"] = g.get("request_number", "")
    facts = {
        "request": g.get("request_number", ""),
        "method": request.method,
        "page": request.url_rule.rule if request.url_rule else "",
        "status": response.status_code,
        "ms": round((time.perf_counter() - g.get("began", time.perf_counter())) * 1000),
    }
    log.info("request", extra={"facts": facts})
    return response


def init_app(app: Flask) -> None:
    """Number every request and log how it ended."""
    app.before_request(_begin)
    app.after_request(_end)
    if not app.testing and not log.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(Lines())
        log.addHandler(handler)
        log.setLevel(logging.INFO)
        log.propagate = False
