"""Who counted a vote, and which group asks for it; a vote that lost its purpose is called off."""

from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

BEFORE = ("announced", "open", "closed", "counted", "published")
AFTER = (*BEFORE, "called-off")
COUNTED_BY = """
UPDATE vote SET counted_by_id = (
    SELECT max(person.id) FROM event
    JOIN event_actor ON event_actor.event_id = event.id
    JOIN person ON person.id = event_actor.person_id
    WHERE event.subject_kind = 'vote' AND event.subject_id = vote.id AND event.name = 'count'
) WHERE status IN ('counted', 'published')
"""
GROUP = """
UPDATE vote SET group_id = (SELECT group_id FROM {table} WHERE {table}.id = vote.subject_id)
WHERE subject_kind = '{table}'
"""


@contextmanager
def triggers_kept():
    """SQLite makes the table anew and forgets its triggers, which keep the search up to date."""
    connection, found = op.get_bind(), []
    if connection.dialect.name == "sqlite":
        query = "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'vote'"
        found = list(connection.scalars(sa.text(query)))
    yield
    for statement in found:
        connection.exec_driver_sql(statement)


def allow(batch_op, statuses):
    """PostgreSQL changes no type that a trigger watches, so only the CHECK is made anew."""
    name, known = op.f("ck_vote_status"), ", ".join(f"'{each}'" for each in statuses)
    batch_op.drop_constraint(name, type_="check")
    batch_op.create_check_constraint(name, sa.text(f"status IN ({known})"))


def upgrade():
    with triggers_kept():
        with op.batch_alter_table("vote") as batch_op:
            allow(batch_op, AFTER)
            batch_op.add_column(sa.Column("group_id", sa.Integer()))
            batch_op.add_column(sa.Column("counted_by_id", sa.Integer()))
            batch_op.create_foreign_key(
                op.f("fk_vote_group_id_neighbourhood_group"),
                "neighbourhood_group",
                ["group_id"],
                ["id"],
            )
            batch_op.create_foreign_key(
                op.f("fk_vote_counted_by_id_person"), "person", ["counted_by_id"], ["id"]
            )
        for table in ("proposal", "commission"):
            op.execute(GROUP.format(table=table))
        op.execute(COUNTED_BY)
        with op.batch_alter_table("vote") as batch_op:
            batch_op.alter_column("group_id", existing_type=sa.Integer(), nullable=False)


def downgrade():
    with triggers_kept(), op.batch_alter_table("vote") as batch_op:
        allow(batch_op, BEFORE)
        batch_op.drop_constraint(op.f("fk_vote_counted_by_id_person"), type_="foreignkey")
        batch_op.drop_constraint(op.f("fk_vote_group_id_neighbourhood_group"), type_="foreignkey")
        batch_op.drop_column("counted_by_id")
        batch_op.drop_column("group_id")
