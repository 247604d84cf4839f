"""The site and the yardsticks, their answers signed by the worker that gave them."""

import os


def signed(application):
    """The same application; each answer says which process made it."""

    def answer(environ, start):
        def start_signed(status, headers, error=None):
            return start(status, [*headers, ("X-Worker", str(os.getpid()))], error)

        return application(environ, start_signed)

    return answer


def __getattr__(name):
    """`site` or `plain`: each is made in its own server only."""
    if name == "site":
        from wsgi import app
    elif name == "plain":
        from tests.bench.yardsticks import app
    else:
        raise AttributeError(name)
    return signed(app)
