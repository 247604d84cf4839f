"""What a request costs at least: a bare Flask page, and one indexed SELECT of 20 rows in Jinja."""

import os

from flask import Flask, render_template_string
from sqlalchemy import create_engine, text

PAGE = """<!doctype html><html lang="en"><title>20 rows</title><h1>20 rows</h1><ul>
{% for row in rows %}<li><a href="/proposals/{{ row.id }}">{{ row.title }}</a> {{ row.status }}
{{ row.supporters_count }} of {{ row.support_target }}</li>{% endfor %}</ul></html>"""

app = Flask(__name__)
engine = create_engine(os.environ["DATABASE_URL"])


@app.get("/bare")
def bare():
    return "ok"


@app.get("/rows")
def rows():
    with engine.connect() as connection:
        found = connection.execute(
            text(
                "SELECT id, title, status, supporters_count, support_target FROM proposal "
                "WHERE council_id = 1 ORDER BY id DESC LIMIT 20"
            )
        ).all()
    return render_template_string(PAGE, rows=found)
