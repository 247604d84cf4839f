"""Supporters are counted by neighbourhood, and their names found, by an index alone."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLE = "supporter"
BEFORE = ["proposal_id", "confirmed_at", "neighbourhood_id"]
AFTER = (
    ["proposal_id", "neighbourhood_id", "confirmed_at"],
    ["proposal_id", "show_name", "id"],
)


def _name(columns):
    return "_".join(["ix", TABLE, *columns])


def upgrade():
    for columns in AFTER:
        op.create_index(_name(columns), TABLE, columns)
    op.drop_index(_name(BEFORE), TABLE)


def downgrade():
    op.create_index(_name(BEFORE), TABLE, BEFORE)
    for columns in AFTER:
        op.drop_index(_name(columns), TABLE)
