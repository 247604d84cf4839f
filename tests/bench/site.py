"""The site as it is, which also says how many queries each answer took."""

from flask import g
from sqlalchemy import event

from commissioning import create_app
from commissioning.core.database import db

app = create_app()


@app.before_request
def _begin():
    g.queries = 0


@app.after_request
def _end(response):
    response.headers["X-Queries"] = g.get("queries", 0)
    return response


with app.app_context():

    @event.listens_for(db.engine, "before_cursor_execute")
    def _count(_connection, _cursor, statement, *_):
        if "queries" in g and statement.split()[0] in {"SELECT", "INSERT", "UPDATE", "DELETE"}:
            g.queries += 1
