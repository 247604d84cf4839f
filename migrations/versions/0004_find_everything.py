"""Find everything by its words: one index of all public things, which the database keeps."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# table: (title, its other words, where it stands, which rows everybody may see)
SOURCES = {
    "neighbourhood": ("name", "code", "''", "true"),
    "place": (
        "name",
        "upper(substr(kind, 1, 1)) || replace(substr(kind, 2), '-', ' ') || '. ' || "
        "about || ' ' || address || ' ' || run_by",
        "CASE WHEN is_closed THEN 'closed' ELSE kind END",
        "true",
    ),
    "proposal": ("title", "summary", "status", "status <> 'draft'"),
    "commission": ("title", "''", "status", "status <> 'draft'"),
    "vote": ("question", "about", "status", "true"),
    "decision": ("title", "reasons || ' ' || conditions", "choice", "true"),
    "mutual": ("name", "register_number", "status", "true"),
    "neighbourhood_group": ("name", "about || ' ' || kind", "status", "true"),
}

FILL = """
INSERT INTO findable (created_at, council_id, kind, thing_id, title, words, standing)
SELECT created_at, council_id, '{table}', id, {title}, substr({words}, 1, 20000), {standing}
FROM {table} WHERE {public}"""
FORGET = "DELETE FROM findable WHERE kind = '{table}' AND thing_id = OLD.id"

SQLITE_TRIGGER = "CREATE TRIGGER {table}_find_{name} AFTER {event} ON {table} BEGIN {does} END"
SQLITE_WORDS = (
    "CREATE VIRTUAL TABLE findable_words USING fts5(title, words, content='findable', "
    "content_rowid='id', tokenize='unicode61 remove_diacritics 2')",
    "CREATE TRIGGER findable_added AFTER INSERT ON findable BEGIN INSERT INTO "
    "findable_words (rowid, title, words) VALUES (NEW.id, NEW.title, NEW.words); END",
    "CREATE TRIGGER findable_removed AFTER DELETE ON findable BEGIN INSERT INTO "
    "findable_words (findable_words, rowid, title, words) "
    "VALUES ('delete', OLD.id, OLD.title, OLD.words); END",
)

# PostgreSQL's own parser sees file names and hosts; words are cut as SQLite cuts them: at all that
# is neither a letter nor a figure. Only built-in functions, so that pg_restore needs no search path.
FOLDED = (
    r"regexp_replace(regexp_replace(lower(normalize({}, NFKD)), '[\u0300-\u036f]', '', 'g'), "
    r"'[^a-z0-9\u00c0-\u1fff\u2c00-\u2dff\u3040-\uffff]+', ' ', 'g')"
)
WEIGHED = "setweight(to_tsvector('simple', {}), '{}')"
POSTGRES_WORDS = (
    "ALTER TABLE findable ADD COLUMN findable_words tsvector GENERATED ALWAYS AS ("
    + WEIGHED.format(FOLDED.format("title"), "A")
    + " || "
    + WEIGHED.format(FOLDED.format("words"), "B")
    + ") STORED",
    "CREATE INDEX findable_words ON findable USING gin (findable_words)",
)
POSTGRES_KEEPING = """
CREATE FUNCTION find_{table}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
IF TG_OP <> 'INSERT' THEN {forget}; END IF;
IF TG_OP <> 'DELETE' THEN {fill} AND id = NEW.id; END IF;
RETURN NULL; END $$
"""
POSTGRES_TRIGGER = (
    "CREATE TRIGGER find_{table} AFTER INSERT OR UPDATE OF {columns} OR DELETE ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION find_{table}()"
)


def upgrade():
    op.create_table(
        "findable",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("council_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("standing", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["council_id"], ["council.id"], name=op.f("fk_findable_council_id_council")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_findable")),
        sa.UniqueConstraint("kind", "thing_id", name=op.f("uq_findable_kind_thing_id")),
    )
    op.create_index(op.f("ix_findable_council_id"), "findable", ["council_id"])
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE_WORDS if is_sqlite else POSTGRES_WORDS:
        op.execute(statement)
    for table in SOURCES:
        op.execute(fill(table))
        for statement in (sqlite_keeping if is_sqlite else postgres_keeping)(table):
            op.execute(statement)


def fill(table):
    title, words, standing, public = SOURCES[table]
    return FILL.format(table=table, title=title, words=words, standing=standing, public=public)


def columns(table):
    """The columns that an entry is made of: a change of another one does not touch it."""
    used = set(re.findall(r"\w+", " ".join(SOURCES[table]))) | {"id", "council_id"}
    known = sa.inspect(op.get_bind()).get_columns(table)
    return ", ".join(each["name"] for each in known if each["name"] in used)


def sqlite_keeping(table):
    forget, add = FORGET.format(table=table) + ";", fill(table) + " AND id = NEW.id;"
    for name, event, does in (
        ("added", "INSERT", add),
        ("changed", f"UPDATE OF {columns(table)}", forget + add),
        ("removed", "DELETE", forget),
    ):
        yield SQLITE_TRIGGER.format(table=table, name=name, event=event, does=does)


def postgres_keeping(table):
    yield POSTGRES_KEEPING.format(table=table, forget=FORGET.format(table=table), fill=fill(table))
    yield POSTGRES_TRIGGER.format(table=table, columns=columns(table))


def downgrade():
    for table in SOURCES:
        if op.get_bind().dialect.name == "sqlite":
            for name in ("added", "changed", "removed"):
                op.execute(f"DROP TRIGGER {table}_find_{name}")
        else:
            op.execute(f"DROP TRIGGER find_{table} ON {table}")
            op.execute(f"DROP FUNCTION find_{table}()")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE findable_words")
    op.drop_table("findable")
