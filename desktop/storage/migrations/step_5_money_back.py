"""Schema 5: what came back, or is still to come back, for goods that were found. The journal stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.operations import Operations

_CHANGES = """
ALTER TABLE cases ADD COLUMN given_up_fen INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN open_back_fen INTEGER NOT NULL DEFAULT 0;
CREATE INDEX ix_cases_open_back_fen ON cases (open_back_fen)
"""


def upgrade(op: Operations) -> None:
    """Change the tables; without its mark the index is made anew from the journal before anybody works with it."""
    for statement in _CHANGES.split(";"):
        op.execute(statement.strip())
    op.execute("DELETE FROM local WHERE key = 'timing'")
