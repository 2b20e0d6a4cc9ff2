"""A member of staff as a form: name, staff number, role, what they may decide, password."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.domain.founding import PersonDraft
from desktop.domain.money import Money
from desktop.domain.people import COUNTER, DEPARTMENTS_HERE, Role
from desktop.i18n import N_, _
from desktop.ui.choices import ChoiceField, SegmentedField
from desktop.ui.fields import MoneyField, PasswordField, TextField, kind
from desktop.ui.forms import Field, Form
from desktop.wording import case as words
from desktop.wording import life_words as w
from desktop.wording import people
from desktop.wording.founding import PERSON

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.domain.people import Person
    from desktop.ui.forms import Condition, Values

#: The fields of a problem stand for a choice and an amount; the amount is the one that can be wrong.
_SHOWN_AT = {"limit_fen": "limit", "alone_limit_fen": "alone_limit"}
#: Room for the words in bold, as the chosen one is written.
_SEGMENTS_WIDTH = 184
_CODE_HINT = N_("Letters and digits, not a name.")


class PersonForm(Form):
    """One form for joining (with password) and for changing (without)."""

    def __init__(self, fields: tuple[Field, ...]) -> None:
        super().__init__(fields)
        self._keys = {field.key for field in fields}
        for key in self._keys & {"unlimited", "alone"}:
            self.widget(key).setMinimumWidth(_SEGMENTS_WIDTH)

    def draft(self) -> PersonDraft:
        """Return what is typed."""
        typed = self.values()
        role = typed.get("role") or Role.MANAGER
        return PersonDraft(
            code=str(typed.get("code") or ""),
            name=str(typed["name"] or ""),
            role=role,
            limit_fen=_limit(role, typed),
            alone_limit_fen=_fen(typed.get("alone_limit")) if typed.get("alone") else 0,
            password=str(typed.get("password") or ""),
            password_again=str(typed.get("password_again") or ""),
            department=str(typed.get("department") or COUNTER),
        )

    def show_draft(self, draft: PersonDraft | Person) -> None:
        """Fill the form; passwords stay empty."""
        has_limit = draft.limit_fen is not None
        # A clerk's zero says nothing about the limit they would have as a supervisor.
        known_limit = has_limit and people.decides(draft.role)
        self.fill(
            {
                "name": draft.name,
                "code": draft.code,
                "role": draft.role,
                "department": draft.department,
                "unlimited": not has_limit,
                "limit": Money.from_fen(draft.limit_fen or 0) if known_limit else None,
                "alone": draft.alone_limit_fen > 0,
                "alone_limit": Money.from_fen(draft.alone_limit_fen) if draft.alone_limit_fen else None,
            }
        )

    def mark(self, problems: Mapping[str, str]) -> None:
        """Show the problems of ``check_person`` at the fields in sight."""
        found = {_SHOWN_AT.get(key, key): text for key, text in problems.items()}
        self.mark_problems({key: text for key, text in found.items() if key in self._keys})


def founder_fields() -> tuple[Field, ...]:
    """Return the fields of the first manager, who has no limit."""
    return (*_name_and_code(), *_passwords())


def second_fields() -> tuple[Field, ...]:
    """Return the fields of the second person of a new office: somebody at the counter, or a supervisor."""
    limit = _limits()[:2]
    name, code = _name_and_code()
    code = replace(code, hint="")  # said on the page before
    return (name, code, _role((Role.CLERK, Role.SUPERVISOR)), *limit, *_passwords())


def joining_fields() -> tuple[Field, ...]:
    """Return the fields of somebody who joins later."""
    return (*_name_and_code(), _role(tuple(Role)), _department(), *_limits(), *_passwords())


def changing_fields() -> tuple[Field, ...]:
    """Return the fields that can change later; the staff number cannot."""
    name = Field("name", PERSON["name"], TextField, required=True)
    return (name, _role(tuple(Role)), _department(), *_limits())


def _name_and_code() -> tuple[Field, ...]:
    return (
        Field("name", PERSON["name"], TextField, required=True),
        Field("code", PERSON["code"], kind(TextField, longest=20), required=True, beside=True, hint=_CODE_HINT),
    )


def _role(roles: tuple[Role, ...]) -> Field:
    offered = tuple((role, words.role(role.value)) for role in roles)
    return Field("role", PERSON["role"], kind(ChoiceField, offered), required=True)


def _department() -> Field:
    offered = tuple((code, w.name(w.DEPARTMENTS, code)) for code in DEPARTMENTS_HERE)
    return Field("department", PERSON["department"], kind(ChoiceField, offered), required=True, beside=True)


def _limits() -> tuple[Field, ...]:
    decides = _when_role(people.decides)
    settles = _when_role(people.settles_alone)
    up_to = (False, _("Up to"))
    return (
        Field(
            "unlimited",
            N_("Approves"),
            kind(SegmentedField, (up_to, (True, _("No limit")))),
            required=True,
            when=decides,
        ),
        Field(
            "limit",
            PERSON["limit_fen"],
            MoneyField,
            required=True,
            when=lambda values: decides(values) and values["unlimited"] is False,
            beside=True,
        ),
        Field(
            "alone",
            N_("Settles own cases alone"),
            kind(SegmentedField, ((False, _("Never")), (True, _("Up to")))),
            required=True,
            when=settles,
        ),
        Field(
            "alone_limit",
            PERSON["alone_limit_fen"],
            MoneyField,
            required=True,
            when=lambda values: settles(values) and values["alone"] is True,
            beside=True,
        ),
    )


def _passwords() -> tuple[Field, ...]:
    return (
        Field("password", PERSON["password"], PasswordField, required=True, hint=N_("At least 8 characters.")),
        Field("password_again", PERSON["password_again"], PasswordField, required=True, beside=True),
    )


def _when_role(holds: object) -> Condition:
    assert callable(holds)
    return lambda values: values.get("role") is not None and bool(holds(values["role"]))


def _limit(role: Role, typed: Values) -> int | None:
    if not people.decides(role):
        return 0
    if "unlimited" not in typed:
        return None  # the founder
    return None if typed["unlimited"] else _fen(typed["limit"])


def _fen(amount: object) -> int:
    return amount.fen if isinstance(amount, Money) else 0
