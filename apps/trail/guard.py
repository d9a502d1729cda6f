"""Database triggers that refuse to change or remove what the trail holds.

Installed by a migration, for PostgreSQL and SQLite; `trail verify` says when one is gone. An owner
of the database can drop a trigger: that is what chain and anchors are for. Refuses other vendors.
"""

from __future__ import annotations

from typing import Any

TABLES = ("trail_event", "trail_anchor")
KEYS = {"trail_event": "seq", "trail_anchor": "id"}
REFUSAL = "留痕只能追加，不能修改或删除"


def install(connection: Any) -> None:
    """Create the triggers; harmless where they stand already."""
    remove(connection)
    _execute(connection, _creations(connection.vendor))


def remove(connection: Any) -> None:
    """Drop the triggers: for the reverse migration and for emptying a test database."""
    statements = [
        f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if _is_pg(connection.vendor) else "")
        for name, table in _names(connection.vendor)
    ]
    _execute(connection, statements)


def missing(connection: Any) -> list[str]:
    """Return the names of triggers that ought to stand and do not, or stand switched off."""
    query = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
        if _is_pg(connection.vendor)
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        standing = {name for (name,) in cursor.fetchall()}
    return [name for name, _ in _names(connection.vendor) if name not in standing]


def _execute(connection: Any, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _is_pg(vendor: str) -> bool:
    if vendor not in ("postgresql", "sqlite"):
        raise NotImplementedError(f"the trail has no guard for {vendor}")
    return vendor == "postgresql"


def _names(vendor: str) -> list[tuple[str, str]]:
    kinds = ("rows", "truncate") if _is_pg(vendor) else ("update", "delete", "replace")
    return [(f"{table}_no_{kind}", table) for table in TABLES for kind in kinds]


def _creations(vendor: str) -> list[str]:
    return _postgresql() if _is_pg(vendor) else _sqlite()


def _postgresql() -> list[str]:
    statements = [
        "CREATE OR REPLACE FUNCTION trail_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    ]
    for table in TABLES:
        statements += [
            f"CREATE TRIGGER {table}_no_rows BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION trail_refuse()",
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION trail_refuse()",
        ]
    return statements


def _sqlite() -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    statements = []
    for table in TABLES:
        statements += [
            f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} {refuse}"
            for verb in ("update", "delete")
        ]
        # INSERT OR REPLACE deletes without firing delete triggers (recursive_triggers is off).
        key = KEYS[table]
        taken = f"EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})"  # noqa: S608 (own names)
        statements.append(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {taken} {refuse}"
        )
    return statements
