"""Talks with the customer, and times we wait for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.authority import Verb
from desktop.domain.problems import Problem
from desktop.errors import Incomplete

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.domain import entries as e
    from desktop.domain.case import Case


def tell_customer(desk: Desk, case_id: str, contact: e.CustomerContacted) -> Case:
    """Record that we spoke to the customer, or tried to.

    Raises:
        Incomplete: nothing was said.
        Refused: this person may not.
    """
    if not contact.words.strip():
        raise Incomplete([Problem("words", "required")])
    return desk.record(case_id, Verb.LOOK_AFTER, contact)
