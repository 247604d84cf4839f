"""Keep the record: events are added and never changed; the rows that everything starts from."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SQLITE = """
CREATE TRIGGER event_{action} BEFORE {action} ON event
BEGIN SELECT RAISE(ABORT, 'the record is never changed'); END
"""
POSTGRES = """
CREATE FUNCTION keep_the_record() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the record is never changed'; END $$
"""
POSTGRES_TRIGGER = """
CREATE TRIGGER event_{action} BEFORE {action} ON event
FOR EACH STATEMENT EXECUTE FUNCTION keep_the_record()
"""


def upgrade():
    if op.get_bind().dialect.name == "sqlite":
        for action in ("update", "delete"):
            op.execute(SQLITE.format(action=action))
    else:
        op.execute(POSTGRES)
        for action in ("update", "delete", "truncate"):
            op.execute(POSTGRES_TRIGGER.format(action=action))
    op.execute(
        "INSERT INTO event_counter (id, created_at, size) SELECT 1, CURRENT_TIMESTAMP, 0 "
        "WHERE NOT EXISTS (SELECT 1 FROM event_counter)"
    )
    op.execute(
        sa.text(
            "INSERT INTO installation (id, created_at, is_demo) "
            "SELECT 1, CURRENT_TIMESTAMP, :no WHERE NOT EXISTS (SELECT 1 FROM installation)"
        ).bindparams(no=False)
    )
    op.execute(
        sa.text(
            "INSERT INTO person (created_at, name, email, postcode, is_old_enough, address_check, "
            "show_name, is_service) "
            "SELECT CURRENT_TIMESTAMP, 'The service', '', '', :no, '', :no, :yes "
            "WHERE NOT EXISTS (SELECT 1 FROM person WHERE is_service)"
        ).bindparams(no=False, yes=True)
    )


def downgrade():
    if op.get_bind().dialect.name == "sqlite":
        for action in ("update", "delete"):
            op.execute(f"DROP TRIGGER event_{action}")
    else:
        for action in ("update", "delete", "truncate"):
            op.execute(f"DROP TRIGGER event_{action} ON event")
        op.execute("DROP FUNCTION keep_the_record()")
    # The rows go with their tables: other rows may name them.
