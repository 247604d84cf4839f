"""Who decides and when it is lawful; what happens after a decision."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

BODIES = ("officer", "cabinet-member", "cabinet", "committee", "full-council")


def choice(name, *keys):
    return sa.Enum(*keys, name=name, native_enum=False, create_constraint=True, length=40)


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


def one(table, *columns):
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def need(name, kind):
    return sa.Column(name, kind, nullable=False)


def may(name, kind):
    return sa.Column(name, kind, nullable=True)


def upgrade():
    made(
        "decision_facts",
        need("case_id", sa.Integer()),
        need("value", sa.Integer()),
        need("neighbourhoods", sa.Integer()),
        need("land", choice("land", "none", "lease", "freehold")),
        may("lease_years", sa.Integer()),
        need("is_undervalue", sa.Boolean()),
        need("is_charity_land", sa.Boolean()),
        need("changes_libraries", sa.Boolean()),
        need("is_outside_framework", sa.Boolean()),
        need("scheme_body", choice("scheme_body", *BODIES)),
        need("body", choice("body", *BODIES)),
        need("higher_because", sa.Text()),
        need("because", sa.String(300)),
        need("is_key", sa.Boolean()),
        need("key_because", sa.String(300)),
        need("recorded_by_id", sa.Integer()),
        need("recorded_on", sa.Date()),
        sa.CheckConstraint("value >= 0", name=op.f("ck_decision_facts_value")),
        to("decision_facts", "case_id", "council_case"),
        to("decision_facts", "recorded_by_id", "person"),
        one("decision_facts", "case_id"),
    )
    made(
        "plan_entry",
        need("council_id", sa.Integer()),
        need("case_id", sa.Integer()),
        need("matter", sa.Text()),
        need("maker", sa.Text()),
        need("decide_on", sa.Date()),
        need("where", sa.Text()),
        need("papers", sa.Text()),
        need("copies_from", sa.Text()),
        need("ask_for", sa.Text()),
        need("published_on", sa.Date()),
        may("papers_on", sa.Date()),
        may("exception_on", sa.Date()),
        need("exception_reason", sa.Text()),
        need("chair", sa.String(160)),
        need("urgent_reason", sa.Text()),
        may("urgent_for", sa.Date()),
        may("asked_by_id", sa.Integer()),
        may("agreed_by_id", sa.Integer()),
        may("agreed_on", sa.Date()),
        to("plan_entry", "council_id", "council"),
        to("plan_entry", "case_id", "council_case"),
        to("plan_entry", "asked_by_id", "person"),
        to("plan_entry", "agreed_by_id", "person"),
        one("plan_entry", "case_id"),
    )
    op.create_index("ix_plan_entry_council_id_decide_on", "plan_entry", ["council_id", "decide_on"])
    made(
        "exempt_part",
        need("case_id", sa.Integer()),
        need("paragraph", choice("paragraph", *"1234567")),
        need("public_interest", sa.Text()),
        need("text", sa.Text()),
        need("html", sa.Text()),
        need("person_id", sa.Integer()),
        to("exempt_part", "case_id", "council_case"),
        to("exempt_part", "person_id", "person"),
        one("exempt_part", "case_id"),
    )


def downgrade():
    op.drop_table("exempt_part")
    op.drop_table("plan_entry")
    op.drop_table("decision_facts")
