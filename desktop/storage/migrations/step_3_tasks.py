"""Schema 3: indexes of what is to be done by when, and of what cases have in common. The journal stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.operations import Operations

_TABLES = """
DROP TABLE cases;
CREATE TABLE cases (
    case_id TEXT NOT NULL CONSTRAINT pk_cases PRIMARY KEY,
    number TEXT NOT NULL,
    status TEXT NOT NULL, settlement TEXT NOT NULL, stale TEXT NOT NULL, waybill TEXT NOT NULL,
    complainant TEXT NOT NULL, phone TEXT NOT NULL, type TEXT NOT NULL, level INTEGER NOT NULL,
    registered_at TEXT NOT NULL, registered_by TEXT NOT NULL, owner TEXT NOT NULL, waiting BOOLEAN NOT NULL,
    proposed_at TEXT NOT NULL, last_at TEXT NOT NULL, amount_fen INTEGER, due_at TEXT NOT NULL,
    due_promise TEXT NOT NULL, alone BOOLEAN NOT NULL, entries INTEGER NOT NULL);
CREATE INDEX ix_cases_number ON cases (number);
CREATE INDEX ix_cases_status ON cases (status);
CREATE INDEX ix_cases_waybill ON cases (waybill);
CREATE INDEX ix_cases_registered_at ON cases (registered_at);
CREATE INDEX ix_cases_owner ON cases (owner);
CREATE INDEX ix_cases_due_at ON cases (due_at, registered_at DESC);
CREATE TABLE tasks (
    case_id TEXT NOT NULL, task TEXT NOT NULL, ref TEXT NOT NULL, due_at TEXT NOT NULL, person_id TEXT NOT NULL,
    department TEXT NOT NULL, statutory BOOLEAN NOT NULL, waiting BOOLEAN NOT NULL, escalated BOOLEAN NOT NULL,
    CONSTRAINT pk_tasks PRIMARY KEY (case_id, task, ref));
CREATE INDEX ix_tasks_case_id ON tasks (case_id);
CREATE INDEX ix_tasks_due_at ON tasks (due_at);
CREATE TABLE traces (
    case_id TEXT NOT NULL, trace TEXT NOT NULL, value TEXT NOT NULL, type TEXT NOT NULL, registered_at TEXT NOT NULL,
    CONSTRAINT pk_traces PRIMARY KEY (case_id, trace, value));
CREATE INDEX ix_traces_case_id ON traces (case_id);
CREATE INDEX ix_traces_value ON traces (trace, value, registered_at)
"""


def upgrade(op: Operations) -> None:
    """Make the tables, empty; without its mark the index is made anew from the journal before anybody works with it."""
    for statement in _TABLES.split(";"):
        op.execute(statement.strip())
    op.execute("DELETE FROM local WHERE key = 'timing'")
