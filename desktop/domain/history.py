"""The strands of a case's history: what somebody who looks for one thing wants to see by itself."""

from __future__ import annotations

from enum import StrEnum


class Strand(StrEnum):
    """What kind of thing an entry tells of; one entry may belong to several."""

    TALKS = "talks"
    ORDERS = "orders"
    MONEY = "money"
    DECISIONS = "decisions"
    PAPERS = "papers"
    LOOKS = "looks"


_STRANDS: dict[Strand, frozenset[str]] = {
    Strand.TALKS: frozenset(
        {"case-registered", "customer-contacted", "wait-began", "wait-ended", "satisfaction-asked", "note-added"}
    ),
    Strand.ORDERS: frozenset(
        {
            "order-opened", "order-handed-over", "order-reminded", "order-escalated", "order-answered",
            "order-withdrawn", "case-assigned",
        }
    ),
    Strand.MONEY: frozenset(
        {
            "assessed", "proposed", "decided", "payment-made", "goods-found", "money-returned", "notice-given",
            "objection-answered", "notice-withdrawn",
        }
    ),
    Strand.DECISIONS: frozenset(
        {
            "case-corrected", "finding-recorded", "proposed", "decided", "remedy-done", "notice-given",
            "notice-objected", "objection-answered", "notice-withdrawn", "case-closed", "case-reopened", "case-merged",
            "case-linked",
        }
    ),
    Strand.PAPERS: frozenset({"paper-issued", "evidence-added"}),
    Strand.LOOKS: frozenset({"revealed"}),
}  # fmt: skip


def belongs(kind: str, strand: Strand) -> bool:
    """Tell whether entries of a kind belong to a strand."""
    return kind in _STRANDS[strand]
