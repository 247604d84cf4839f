"""Run migrations with the site's own settings, on either engine, one transaction for them all."""

from alembic import context
from flask import current_app

from commissioning.core.database import UtcDateTime, db


def plain_types(kind, thing, _context):
    """Write our own column types as SQLAlchemy's, so that old migrations never import our code."""
    return "sa.DateTime()" if kind == "type" and isinstance(thing, UtcDateTime) else False


options = current_app.extensions["migrate"].configure_args
with db.engine.connect() as connection:
    if connection.dialect.name == "sqlite":  # it changes a table by making it anew
        connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=OFF")
        connection.detach()  # nobody else gets a connection that does not check
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        transactional_ddl=True,  # on SQLite too: a step that fails takes back those before it
        render_item=plain_types,
        **options,
    )
    with context.begin_transaction():
        context.run_migrations()
        if connection.dialect.name == "sqlite":
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            assert not broken, f"Rows without what they belong to: {broken[:5]}"
