"""What a request costs at least, by plain Flask: a bare page, 20 rows, and a vote without rules.

None of the site's code is here. The vote has a signed session, a CSRF header, one INSERT, one
UPDATE of a shared counter and one durable commit, by SQLAlchemy Core.
"""

import os
import sqlite3
from datetime import UTC, datetime

from flask import Flask, render_template, request, session
from flask_wtf.csrf import CSRFProtect
from jinja2 import DictLoader
from sqlalchemy import DateTime, create_engine, event, insert, select, update
from sqlalchemy import column as c
from sqlalchemy import table as t

PAGE = """<!doctype html><html lang="en"><head><title>Proposals</title></head><body>
<h1>Proposals</h1><ul>{% for row in rows %}
<li><h2><a href="{{ url_for('proposal', number=row.id) }}">{{ row.title }}</a></h2>
<p>{{ row.summary }}</p>
<p>{{ row.supporters_count }} of {{ row.support_target }} supporters. {{ row.status }}</p></li>
{% endfor %}</ul></body></html>"""

proposal_table = t("proposal", *map(c, ["id", "council_id", "title", "summary", "status",
                                        "supporters_count", "support_target"]))  # fmt: skip
paper = t("plain_paper", c("voter"), c("choice"), c("at", DateTime))
counter = t("plain_counter", c("id"), c("n"))

app = Flask(__name__)
app.config.update(SECRET_KEY=os.environ["SECRET_KEY"], WTF_CSRF_TIME_LIMIT=None)
app.jinja_env.loader = DictLoader({"rows.html": PAGE})
CSRFProtect(app)
engine = create_engine(os.environ["DATABASE_URL"])


@event.listens_for(engine, "connect")
def _prepare(connection, _record):
    if isinstance(connection, sqlite3.Connection):
        connection.isolation_level = None
        for setting in ("busy_timeout=5000", "journal_mode=WAL", "synchronous=FULL"):
            connection.execute(f"PRAGMA {setting}")


@event.listens_for(engine, "begin")
def _begin(connection):
    if connection.dialect.name == "sqlite":
        writes = request.method == "POST"
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@app.get("/bare")
def bare():
    return "ok"


@app.get("/rows")
def rows():
    query = select(proposal_table).where(proposal_table.c.council_id == 1)
    with engine.connect() as connection:
        found = connection.execute(query.order_by(proposal_table.c.id.desc()).limit(20)).all()
    return render_template("rows.html", rows=found)


@app.get("/proposals/<int:number>")
def proposal(number):
    return str(number)


@app.post("/vote")
def vote():
    values = {"voter": session["_user_id"], "choice": request.form["choice"],
              "at": datetime.now(UTC).replace(tzinfo=None)}  # noqa: TID251  # fmt: skip
    with engine.begin() as connection:
        connection.execute(insert(paper).values(values))
        connection.execute(update(counter).where(counter.c.id == 1).values(n=counter.c.n + 1))
    return "", 201
