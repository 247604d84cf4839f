"""A turn says what it is about, where, and who at the council deals with it, so that one list can."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

OF_TURN = "(SELECT {what} FROM {table} WHERE {table}.id = turn.subject_id)"
# The table of the thing -> its title and its neighbourhood.
SUBJECTS = {
    "proposal": ("'P' || proposal.id || ' ' || title", "neighbourhood_id"),
    "commission": ("'C' || commission.id || ' ' || title", "NULL"),
    "neighbourhood_group": ("name", "neighbourhood_id"),
}
ONE_NEIGHBOURHOOD = """
UPDATE turn SET neighbourhood_id = (
    SELECT CASE WHEN count(*) = 1 THEN min(neighbourhood_id) END FROM commission_neighbourhood
    WHERE commission_id = turn.subject_id
) WHERE subject_kind = 'commission'
"""
REPORTS = """
UPDATE turn SET
    title = (
        SELECT mutual.name || ', ' || CASE substr(quarter, 6, 2)
            WHEN 'q1' THEN 'January to March ' WHEN 'q2' THEN 'April to June '
            WHEN 'q3' THEN 'July to September ' ELSE 'October to December ' END
            || substr(quarter, 1, 4)
        FROM report JOIN mutual ON mutual.id = report.mutual_id WHERE report.id = turn.subject_id
    ),
    neighbourhood_id = (
        SELECT mutual.neighbourhood_id
        FROM report JOIN mutual ON mutual.id = report.mutual_id WHERE report.id = turn.subject_id
    )
WHERE subject_kind = 'report'
"""
OWNER_OF_TURN = """
UPDATE turn SET owner_id = (
    SELECT owner_id FROM council_case
    WHERE council_case.subject_kind = turn.subject_kind
    AND council_case.subject_id = turn.subject_id AND council_case.status != 'done'
) WHERE ended_on IS NULL
"""
OWNER_OF_CASE = """
UPDATE council_case SET owner_id = (
    SELECT owner_id FROM turn
    WHERE turn.subject_kind = council_case.subject_kind
    AND turn.subject_id = council_case.subject_id AND turn.ended_on IS NULL
) WHERE status != 'done'
"""


def upgrade():
    with op.batch_alter_table("turn") as batch_op:
        batch_op.add_column(sa.Column("neighbourhood_id", sa.Integer()))
        batch_op.add_column(sa.Column("owner_id", sa.Integer()))
        batch_op.add_column(sa.Column("title", sa.String(200)))
    for table, (title, where) in SUBJECTS.items():
        said, place = (OF_TURN.format(what=what, table=table) for what in (title, where))
        op.execute(
            f"UPDATE turn SET title = {said}, neighbourhood_id = CAST({place} AS integer) "
            f"WHERE subject_kind = '{table}'"
        )
    op.execute(ONE_NEIGHBOURHOOD)
    op.execute(REPORTS)
    op.execute(OWNER_OF_TURN)
    op.execute("UPDATE turn SET title = '' WHERE title IS NULL")
    with op.batch_alter_table("turn") as batch_op:
        batch_op.alter_column("title", existing_type=sa.String(200), nullable=False)
    with op.batch_alter_table("council_case") as batch_op:
        batch_op.drop_index(op.f("ix_council_case_owner_id"))
        batch_op.drop_constraint(op.f("fk_council_case_owner_id_person"), type_="foreignkey")
        batch_op.drop_column("owner_id")


def downgrade():
    with op.batch_alter_table("council_case") as batch_op:
        batch_op.add_column(sa.Column("owner_id", sa.Integer()))
        batch_op.create_foreign_key(
            op.f("fk_council_case_owner_id_person"), "person", ["owner_id"], ["id"]
        )
        batch_op.create_index(op.f("ix_council_case_owner_id"), ["owner_id"])
    op.execute(OWNER_OF_CASE)
    with op.batch_alter_table("turn") as batch_op:
        batch_op.drop_column("title")
        batch_op.drop_column("owner_id")
        batch_op.drop_column("neighbourhood_id")
