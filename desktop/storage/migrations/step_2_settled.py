"""Schema 2: an index of what was approved in which kind of case. The journal stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.operations import Operations

_TABLES = """
CREATE TABLE settled (
    case_id TEXT NOT NULL CONSTRAINT pk_settled PRIMARY KEY,
    number TEXT NOT NULL, event TEXT NOT NULL, cover TEXT NOT NULL, currency TEXT NOT NULL, band INTEGER NOT NULL,
    value_fen INTEGER, terms TEXT NOT NULL, amount_fen INTEGER NOT NULL, decided_at TEXT NOT NULL);
CREATE INDEX ix_settled_alike ON settled
    (event, cover, currency, band, case_id, number, terms, value_fen, amount_fen, decided_at)
"""


def upgrade(op: Operations) -> None:
    """Make the table, empty; without its mark the index is made anew from the journal before anybody works with it."""
    for statement in _TABLES.split(";"):
        op.execute(statement.strip())
    op.execute("DELETE FROM local WHERE key = 'timing'")
