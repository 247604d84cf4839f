"""The report for a decision."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0013"
branch_labels = None
depends_on = None

HEADINGS = ("summary", "place", "proposal", "support", "money", "checks", "scores", "advisers",
            "vote", "options", "risks", "equality")  # fmt: skip


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


def upgrade():
    made(
        "decision_report",
        need("case_id", sa.Integer()),
        need("tables", sa.JSON()),
        need("drafted_on", sa.Date()),
        may("published_on", sa.Date()),
        to("decision_report", "case_id", "council_case"),
        one("decision_report", "case_id"),
    )
    made(
        "report_version",
        need("report_id", sa.Integer()),
        need("heading", choice("heading", *HEADINGS)),
        need("version", sa.Integer()),
        need("text", sa.Text()),
        need("html", sa.Text()),
        need("written_at", sa.DateTime()),
        may("person_id", sa.Integer()),
        to("report_version", "report_id", "decision_report"),
        to("report_version", "person_id", "person"),
        one("report_version", "report_id", "heading", "version"),
    )


def downgrade():
    for table in ("report_version", "decision_report"):
        op.drop_table(table)
