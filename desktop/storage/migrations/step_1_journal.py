"""Schema 1: the journal, its guards and the first indexes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.operations import Operations

_TABLES = """
CREATE TABLE entries (
    entry_id TEXT NOT NULL CONSTRAINT pk_entries PRIMARY KEY,
    case_id TEXT NOT NULL, kind TEXT NOT NULL, time TEXT NOT NULL, actor TEXT NOT NULL, device TEXT NOT NULL,
    number INTEGER NOT NULL, previous TEXT NOT NULL, digest TEXT NOT NULL, signature BLOB NOT NULL,
    CONSTRAINT uq_entries_device UNIQUE (device, number));
CREATE INDEX ix_entries_case_id ON entries (case_id);
CREATE TABLE bodies (
    entry_id TEXT NOT NULL CONSTRAINT pk_bodies PRIMARY KEY
        CONSTRAINT fk_bodies_entry_id_entries REFERENCES entries (entry_id),
    body BLOB NOT NULL);
CREATE TABLE heads (device TEXT NOT NULL CONSTRAINT pk_heads PRIMARY KEY, number INTEGER NOT NULL, hash TEXT NOT NULL);
CREATE TABLE erasures (
    entry_id TEXT NOT NULL CONSTRAINT pk_erasures PRIMARY KEY
        CONSTRAINT fk_erasures_entry_id_entries REFERENCES entries (entry_id),
    erased_by TEXT NOT NULL CONSTRAINT fk_erasures_erased_by_entries REFERENCES entries (entry_id));
CREATE TABLE local (key TEXT NOT NULL CONSTRAINT pk_local PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE drafts (
    draft_id TEXT NOT NULL CONSTRAINT pk_drafts PRIMARY KEY,
    person_id TEXT NOT NULL, saved_at TEXT NOT NULL, content BLOB NOT NULL);
CREATE INDEX ix_drafts_person_id ON drafts (person_id);
CREATE TABLE cases (
    case_id TEXT NOT NULL CONSTRAINT pk_cases PRIMARY KEY,
    number TEXT NOT NULL,
    status TEXT NOT NULL, stale TEXT NOT NULL, waybill TEXT NOT NULL, complainant TEXT NOT NULL, phone TEXT NOT NULL,
    type TEXT NOT NULL, level INTEGER NOT NULL, registered_at TEXT NOT NULL, registered_by TEXT NOT NULL,
    proposed_at TEXT NOT NULL, last_at TEXT NOT NULL, amount_fen INTEGER, due_at TEXT NOT NULL,
    due_promise TEXT NOT NULL, alone BOOLEAN NOT NULL, entries INTEGER NOT NULL);
CREATE INDEX ix_cases_number ON cases (number);
CREATE INDEX ix_cases_status ON cases (status);
CREATE INDEX ix_cases_waybill ON cases (waybill);
CREATE INDEX ix_cases_registered_at ON cases (registered_at);
CREATE INDEX ix_cases_due_at ON cases (due_at, registered_at DESC);
CREATE TABLE papers (
    number TEXT NOT NULL, case_id TEXT NOT NULL,
    entry_id TEXT NOT NULL CONSTRAINT pk_papers PRIMARY KEY, paper TEXT NOT NULL, issued_at TEXT NOT NULL,
    issued_by TEXT NOT NULL, draft BOOLEAN NOT NULL, amount_fen INTEGER, stored_as TEXT NOT NULL);
CREATE INDEX ix_papers_number ON papers (number);
CREATE INDEX ix_papers_case_id ON papers (case_id);
CREATE INDEX ix_papers_issued_at ON papers (issued_at);
CREATE VIRTUAL TABLE search USING fts5
    (case_id, number, waybill, names, phones, tokenize = 'unicode61 remove_diacritics 0')
"""

_GUARDS = (
    "CREATE TRIGGER entries_stay_as_they_are BEFORE UPDATE ON entries "
    "BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END",
    "CREATE TRIGGER entries_stay BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END",
    "CREATE TRIGGER bodies_stay_as_they_are BEFORE UPDATE ON bodies "
    "BEGIN SELECT RAISE(ABORT, 'bodies are never changed'); END",
    "CREATE TRIGGER bodies_stay BEFORE DELETE ON bodies "
    "WHEN NOT EXISTS (SELECT 1 FROM erasures WHERE erasures.entry_id = OLD.entry_id) "
    "BEGIN SELECT RAISE(ABORT, 'bodies are deleted by erasure only'); END",
    # INSERT OR REPLACE deletes without asking the triggers above.
    "CREATE TRIGGER entries_are_not_replaced BEFORE INSERT ON entries "
    "WHEN EXISTS (SELECT 1 FROM entries WHERE entry_id = NEW.entry_id OR device = NEW.device AND number = NEW.number) "
    "BEGIN SELECT RAISE(ABORT, 'entries are never replaced'); END",
    "CREATE TRIGGER bodies_are_not_replaced BEFORE INSERT ON bodies "
    "WHEN EXISTS (SELECT 1 FROM bodies WHERE entry_id = NEW.entry_id) "
    "BEGIN SELECT RAISE(ABORT, 'bodies are never replaced'); END",
)


def upgrade(op: Operations) -> None:
    """Make every table, and the triggers that keep the journal append-only."""
    for statement in _TABLES.split(";"):
        op.execute(statement.strip())
    for guard in _GUARDS:
        op.execute(guard)
