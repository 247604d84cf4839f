"""What becomes of a decision: put off, called in, in effect."""

from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


STATUSES = ("waiting", "called-in", "in-effect", "sent-back", "lapsed")
NEEDED = {"dispensations": sa.Text(), "status": sa.String(40), "no_call_in": sa.Text()}
NEW = {**NEEDED, "call_in_until": sa.Date(), "effective_on": sa.Date()}
# What was decided before took effect at once.
BEFORE = """
UPDATE decision SET dispensations = '', status = 'in-effect', effective_on = decided_on,
    no_call_in = 'It was made before decisions could be called in here'
"""


def choice(name, *keys):
    return sa.Enum(*keys, name=name, native_enum=False, create_constraint=True, length=40)


def one(table, *columns):
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def made(table, *columns):
    """A new table with the columns that every table has."""
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def to(table, column, target):
    """A foreign key with the name it has in the models."""
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name)


def need(name, kind):
    return sa.Column(name, kind, nullable=False)


def may(name, kind):
    return sa.Column(name, kind, nullable=True)


@contextmanager
def triggers_kept():
    """SQLite makes the table anew and forgets its triggers, which keep the search up to date."""
    connection, found = op.get_bind(), []
    if connection.dialect.name == "sqlite":
        query = "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'decision'"
        found = list(connection.scalars(sa.text(query)))
    yield
    for statement in found:
        connection.exec_driver_sql(statement)


def upgrade():
    with triggers_kept():
        with op.batch_alter_table("decision") as batch_op:
            for name, kind in NEW.items():
                batch_op.add_column(sa.Column(name, kind))
        op.execute(BEFORE)
        with op.batch_alter_table("decision") as batch_op:
            for name, kind in NEEDED.items():
                batch_op.alter_column(name, existing_type=kind, nullable=False)
            statuses = ", ".join(f"'{each}'" for each in STATUSES)
            check = sa.text(f"status IN ({statuses})")
            batch_op.create_check_constraint(op.f("ck_decision_status"), check)
            batch_op.create_index("ix_decision_status_call_in_until", ["status", "call_in_until"])
    made(
        "deferral",
        need("case_id", sa.Integer()),
        need("person_id", sa.Integer()),
        need("role", sa.String(60)),
        need("until", sa.Date()),
        need("reason", sa.Text()),
        need("deferred_on", sa.Date()),
        to("deferral", "case_id", "council_case"),
        to("deferral", "person_id", "person"),
    )
    op.create_index("ix_deferral_case_id_id", "deferral", ["case_id", "id"])
    made(
        "call_in_request",
        need("decision_id", sa.Integer()),
        need("person_id", sa.Integer()),
        need("ground", choice("ground", "steps", "facts", "people", "policy", "measure")),
        need("words", sa.Text()),
        need("asked_on", sa.Date()),
        to("call_in_request", "decision_id", "decision"),
        to("call_in_request", "person_id", "person"),
        one("call_in_request", "decision_id", "person_id"),
    )
    made(
        "call_in",
        need("decision_id", sa.Integer()),
        need("called_on", sa.Date()),
        need("hear_by", sa.Date()),
        may("outcome", choice("outcome", "stands", "back", "full-council")),
        need("reason", sa.Text()),
        may("heard_on", sa.Date()),
        may("recorded_by_id", sa.Integer()),
        to("call_in", "decision_id", "decision"),
        to("call_in", "recorded_by_id", "person"),
        one("call_in", "decision_id"),
    )
    made(
        "condition",
        need("decision_id", sa.Integer()),
        need("number", sa.Integer()),
        need("words", sa.Text()),
        need("status", choice("status", "open", "claimed", "met")),
        need("evidence", sa.Text()),
        need("web", sa.String(500)),
        may("claimed_by_id", sa.Integer()),
        may("claimed_on", sa.Date()),
        need("answer", sa.Text()),
        may("met_on", sa.Date()),
        to("condition", "decision_id", "decision"),
        to("condition", "claimed_by_id", "person"),
        one("condition", "decision_id", "number"),
    )


def downgrade():
    for table in ("condition", "call_in", "call_in_request", "deferral"):
        op.drop_table(table)
    with triggers_kept(), op.batch_alter_table("decision") as batch_op:
        batch_op.drop_index("ix_decision_status_call_in_until")
        batch_op.drop_constraint(op.f("ck_decision_status"), type_="check")
        for name in NEW:
            batch_op.drop_column(name)
