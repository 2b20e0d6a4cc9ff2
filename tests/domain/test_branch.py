"""Who stands in for whom, as the entries of the branch say: by the rules of the day each of them was written."""

from __future__ import annotations

import pytest

from desktop.domain import entries as e
from desktop.domain.branch import Branch

DURING, AFTER = "2026-12-05", "2026-12-15"


def leave(stand_in: str, first: int, last: int, leave_id: str = "") -> e.StandInSet:
    return e.StandInSet("clerk", stand_in, f"2026-12-{first:02}", f"2026-12-{last:02}", leave_id)


def branch_after(*bodies: e.StandInSet) -> Branch:
    branch = Branch()
    for number, body in enumerate(bodies, 1):
        header = e.Header(
            f"entry{number}", "", "stand-in-set", f"2026-12-01T0{number}:00:00.000000Z", "manager", "a", number, "", ""
        )
        branch = branch.after(header, body)
    return branch


@pytest.mark.parametrize(
    ("bodies", "during", "after"),
    [
        # Until leaves had ids, whatever was set last was all there was.
        ([leave("B", 1, 20), leave("C", 1, 10)], "C", ""),
        ([leave("B", 1, 20), leave("C", 1, 10), leave("", 1, 10)], "", ""),
        ([leave("B", 1, 20), leave("", 0, 0)], "", ""),
        ([leave("B", 1, 10, "x"), leave("C", 12, 20)], "", "C"),
        # Now they stand beside each other, and one ends without the others.
        ([leave("B", 1, 10, "x"), leave("C", 12, 20, "y")], "B", "C"),
        ([leave("B", 1, 10, "x"), leave("C", 12, 20, "y"), leave("", 1, 10, "x")], "", "C"),
        ([leave("B", 1, 20, "x"), leave("C", 1, 10, "x")], "C", ""),
        # One without an id goes by that of its entry.
        ([leave("B", 1, 10), leave("C", 12, 20, "y")], "B", "C"),
        ([leave("B", 1, 10), leave("C", 12, 20, "y"), leave("", 1, 10, "entry1")], "", "C"),
    ],
)
def test_stand_ins_are_obeyed_as_they_were_written(bodies: list[e.StandInSet], during: str, after: str) -> None:
    branch = branch_after(*bodies)

    assert (branch.stand_in_for("clerk", DURING), branch.stand_in_for("clerk", AFTER)) == (during, after)


def test_every_leave_has_an_id_to_be_ended_by() -> None:
    branch = branch_after(leave("B", 1, 10), leave("C", 12, 20, "y"))

    assert [one.leave_id for one in branch.leaves()] == ["entry1", "y"]
