"""The report for a decision, reviews and complaints, and when a condition has to be met."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
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


def about():
    """The columns that say what a review or a complaint is about."""
    return (
        may("neighbourhood_id", sa.Integer()),
        need("subject_kind", sa.String(40)),
        need("subject_id", sa.Integer()),
        need("group_id", sa.Integer()),
    )


def index(table, *columns):
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


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
    made(
        "refusal_review",
        need("council_id", sa.Integer()),
        *about(),
        need("event_id", sa.Integer()),
        need("step", sa.String(60)),
        need("title", sa.String(180)),
        need("grounds", sa.Text()),
        need("asked_by_id", sa.Integer()),
        need("asked_on", sa.Date()),
        need("status", choice("status", "open", "upheld", "set-aside")),
        need("reasons", sa.Text()),
        may("answered_by_id", sa.Integer()),
        may("answered_on", sa.Date()),
        to("refusal_review", "council_id", "council"),
        to("refusal_review", "group_id", "neighbourhood_group"),
        to("refusal_review", "event_id", "event"),
        to("refusal_review", "asked_by_id", "person"),
        to("refusal_review", "answered_by_id", "person"),
        one("refusal_review", "event_id"),
    )
    made(
        "complaint",
        need("council_id", sa.Integer()),
        *about(),
        need("title", sa.String(180)),
        need("person_id", sa.Integer()),
        need("what", sa.Text()),
        need("wanted", sa.Text()),
        need("status", choice("status", "open", "answered")),
        need("answer", sa.Text()),
        may("answered_by_id", sa.Integer()),
        may("answered_on", sa.Date()),
        to("complaint", "council_id", "council"),
        to("complaint", "group_id", "neighbourhood_group"),
        to("complaint", "person_id", "person"),
        to("complaint", "answered_by_id", "person"),
    )
    op.create_index("ix_complaint_person_id", "complaint", ["person_id"])
    for table in ("refusal_review", "complaint"):
        index(table, "council_id", "status")
        index(table, "subject_kind", "subject_id")
    is_open = sa.text("status = 'open'")
    op.create_index("uq_complaint_open", "complaint", ["person_id", "subject_kind", "subject_id"],
                    unique=True, sqlite_where=is_open, postgresql_where=is_open)  # fmt: skip
    op.add_column("council", may("complaints", sa.Text()))
    op.add_column("decision", may("consulted", sa.Text()))
    with op.batch_alter_table("condition") as batch_op:
        batch_op.add_column(may("due", choice("due", "before-opening", "after-opening")))
    # Nobody had said when they have to be met, so the opening waits for them.
    op.execute("UPDATE condition SET due = 'before-opening'")
    with op.batch_alter_table("condition") as batch_op:
        batch_op.alter_column("due", existing_type=sa.String(40), nullable=False)


def downgrade():
    with op.batch_alter_table("condition") as batch_op:
        batch_op.drop_constraint(op.f("ck_condition_due"), type_="check")
        batch_op.drop_column("due")
    op.drop_column("decision", "consulted")
    op.drop_column("council", "complaints")
    for table in ("complaint", "refusal_review", "report_version", "decision_report"):
        op.drop_table(table)
