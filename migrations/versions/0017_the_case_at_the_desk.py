"""Advice by link; attached files; who works on a case; who scores a plan; who declared late."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

FIELDS = ("legal", "finance", "property", "equality", "other")


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


def indexed(table, *columns):
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def upgrade():
    made(
        "advice_request",
        need("case_id", sa.Integer()),
        need("field", choice("field", *FIELDS)),
        need("name", sa.String(80)),
        need("email", sa.String(254)),
        need("question", sa.Text()),
        need("reply_by", sa.Date()),
        need("asked_by_id", sa.Integer()),
        need("asked_on", sa.Date()),
        may("token_hash", sa.String(64)),
        may("chase_on", sa.Date()),
        need("chased", sa.Integer()),
        need("text", sa.Text()),
        need("html", sa.Text()),
        may("answered_at", sa.DateTime()),
        may("read_by_id", sa.Integer()),
        may("read_on", sa.Date()),
        need("in_report", sa.Boolean()),
        may("withdrawn_on", sa.Date()),
        to("advice_request", "case_id", "council_case"),
        to("advice_request", "asked_by_id", "person"),
        to("advice_request", "read_by_id", "person"),
        one("advice_request", "token_hash"),
    )
    indexed("advice_request", "case_id", "id")
    indexed("advice_request", "chase_on")
    made(
        "attached_file",
        need("council_id", sa.Integer()),
        need("subject_kind", sa.String(40)),
        need("subject_id", sa.Integer()),
        need("name", sa.String(120)),
        need("size", sa.Integer()),
        need("digest", sa.String(64)),
        need("kept_as", sa.String(64)),
        need("readers", choice("readers", "public", "parties", "exempt")),
        may("paragraph", choice("paragraph", *"1234567")),
        need("public_interest", sa.Text()),
        need("person_id", sa.Integer()),
        need("role", sa.String(60)),
        may("removed_on", sa.Date()),
        may("removed_by_id", sa.Integer()),
        need("removed_because", sa.Text()),
        to("attached_file", "council_id", "council"),
        to("attached_file", "person_id", "person"),
        to("attached_file", "removed_by_id", "person"),
        one("attached_file", "kept_as"),
        sa.CheckConstraint(
            "(readers = 'exempt') = (paragraph IS NOT NULL AND public_interest <> '')",
            name=op.f("ck_attached_file_kept_back_for_a_reason"),
        ),
    )
    indexed("attached_file", "subject_kind", "subject_id", "id")
    made(
        "case_lock",
        need("case_id", sa.Integer()),
        need("person_id", sa.Integer()),
        need("since", sa.DateTime()),
        need("used_at", sa.DateTime()),
        to("case_lock", "case_id", "council_case"),
        to("case_lock", "person_id", "person"),
        one("case_lock", "case_id"),
    )
    made(
        "scoring_panel",
        need("case_id", sa.Integer()),
        need("moderator_id", sa.Integer()),
        need("weights", sa.JSON()),
        need("pass_mark", sa.Integer()),
        need("named_on", sa.Date()),
        may("closed_on", sa.Date()),
        need("closed_because", sa.Text()),
        to("scoring_panel", "case_id", "council_case"),
        to("scoring_panel", "moderator_id", "person"),
        one("scoring_panel", "case_id"),
    )
    made(
        "scorer",
        need("panel_id", sa.Integer()),
        need("person_id", sa.Integer()),
        to("scorer", "panel_id", "scoring_panel"),
        to("scorer", "person_id", "person"),
        one("scorer", "panel_id", "person_id"),
    )
    with op.batch_alter_table("interest") as batch_op:
        batch_op.add_column(sa.Column("done_before", sa.Text(), nullable=True))
    op.execute("UPDATE interest SET done_before = ''")
    with op.batch_alter_table("interest") as batch_op:
        batch_op.alter_column("done_before", existing_type=sa.Text(), nullable=False)


def downgrade():
    with op.batch_alter_table("interest") as batch_op:
        batch_op.drop_column("done_before")
    op.drop_table("scorer")
    op.drop_table("scoring_panel")
    op.drop_table("case_lock")
    op.drop_table("attached_file")
    op.drop_table("advice_request")
