"""What a decision says and what becomes of it: put off, in force."""

from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


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
            batch_op.add_column(sa.Column("dispensations", sa.Text()))
        op.execute("UPDATE decision SET dispensations = ''")
        with op.batch_alter_table("decision") as batch_op:
            batch_op.alter_column("dispensations", existing_type=sa.Text(), nullable=False)
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


def downgrade():
    op.drop_table("deferral")
    with triggers_kept(), op.batch_alter_table("decision") as batch_op:
        batch_op.drop_column("dispensations")
