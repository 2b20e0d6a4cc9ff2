"""Those who answer are told: the notices of a case, what was said to them, and the forms for it."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop import i18n
from desktop.actions import cases, life
from desktop.actions.notices import suggested
from desktop.domain import entries as e
from desktop.domain.as_seen import FindingChanged
from desktop.domain.authority import Verb
from desktop.domain.life import PenaltyTooHigh
from desktop.domain.money import Money
from desktop.domain.notices import loss_of, most_to_bear, to_be_told
from desktop.domain.proposal import LONGEST_TEXT
from desktop.errors import Incomplete
from desktop.i18n import N_, _
from desktop.ui import panels, theme
from desktop.ui.choices import SegmentedField
from desktop.ui.date_field import DateField
from desktop.ui.fields import LongTextField, MoneyField, TextField, kind
from desktop.ui.form_keeper import FormKeeper, KeptLine
from desktop.ui.forms import Field, Form
from desktop.wording import finding as finding_words
from desktop.wording import notices as words
from desktop.wording.errors import explain, explain_ours

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desktop.actions.desk import Desk
    from desktop.actions.form_drafts import FormDraft
    from desktop.domain.case import Case
    from desktop.domain.life import Notice
    from desktop.ui.background import Background

    Work = Callable[[], Case]


class Notices(panels.Card):
    """A line for each who answers; a button opens the form for the next step.

    Signals:
        recorded: a step was written down; carries the case as it stands now.
    """

    recorded = Signal(object)

    def __init__(self, desk: Desk, background: Background) -> None:
        super().__init__(margin=theme.M)
        self._desk, self._background = desk, background
        self._case: Case | None = None
        self._lines = panels.column(spacing=theme.S)
        self._banner = panels.Banner()
        self._what = panels.text("", "strong")
        self._loss = panels.text("", "secondary")
        self._loss.setObjectName("loss_parts")
        self._forms = {key: Form(fields, dense=True) for key, fields in _forms().items()}
        self._open = ""
        self._make: Callable[[], Work] | None = None
        self._cancel = panels.quiet_button(_("Cancel"), self._cancel_form)
        self._save = panels.button("", self._hand_in)
        self._save.setObjectName("notice_save_button")
        self._editor = QWidget()
        self._kept = KeptLine("notice")
        self._typed = _OpenForm(self._forms, self)
        self._keeper = FormKeeper(desk, background, self._typed, self._kept, self._editor)
        bars = [form.problem_bar for form in self._forms.values()]
        foot = panels.footer(self._loss, self._cancel, self._save)
        self._editor.setLayout(panels.column(self._what, *self._forms.values(), self._banner, *bars, self._kept, foot))
        self.body.addWidget(panels.section_title(_("Responsibility notices")))
        self.body.addLayout(self._lines)
        self.body.addWidget(self._editor)
        self._forms["give"].changed.connect(self._on_changed)
        for form in self._forms.values():
            form.heed(self._banner)
        self._share: e.Share | None = None
        #: Digest of the finding on the screen when the form was opened.
        self._finding = ""
        self._close()

    @property
    def is_dirty(self) -> bool:
        """Whether something is typed that nobody has written down yet."""
        return bool(self._open) and self._forms[self._open].is_dirty

    def take_up(self, draft: FormDraft) -> None:
        """Open the form again in which something was typed, if the case still has a place for it, and put that back."""
        case = self._case
        if case is None:
            return
        notice = case.life.notices.get(draft.about)
        supervises = case.may(Verb.SUPERVISE, self._desk.person) is None
        match draft.form:
            case "notice-give" if supervises:
                for share in to_be_told(case):
                    if _name_of(share) == draft.about:
                        self._give(share)
            case "notice-object" if notice is not None and notice.answered is None and notice.objected is None:
                self._object(draft.about)
            case "notice-answer" | "notice-answer-late" if (
                notice is not None and notice.answered is None and supervises
            ):
                self._answer(draft.about)
        if self._open:
            self._keeper.take_up(draft)

    def leave(self) -> None:
        """Keep what is typed."""
        self._keeper.leave()

    def show_case(self, case: Case) -> None:
        """Show whom the case's finding holds responsible; what is being typed for the same case stays."""
        same = self._case is not None and self._case.case_id == case.case_id
        if not (same and self.is_dirty):
            self._close()
        self._case = case
        waiting, notices = to_be_told(case), case.life.notices
        self.setVisible(bool(waiting or notices))
        panels.clear(self._lines)
        supervises = case.may(Verb.SUPERVISE, self._desk.person) is None
        for notice_id, notice in notices.items():
            self._lines.addWidget(self._line_of(notice_id, notice, supervises=supervises))
        for place, share in enumerate(waiting):
            self._lines.addWidget(self._waiting(place, share, supervises=supervises))

    def _line_of(self, notice_id: str, notice: Notice, *, supervises: bool) -> QWidget:
        given = notice.given[1]
        told = _("{party}: bears {amount} of {loss}").format(
            party=words.party(given), amount=words.money(notice.penalty_fen), loss=words.money(given.loss_fen)
        )
        state, tone = words.state(notice, i18n.today(self._desk.clock.now()))
        buttons = []
        if notice.answered is None and notice.objected is None:
            if self._may_look_after():
                buttons.append(self._button(_("They object"), "object_button", partial(self._object, notice_id)))
        elif notice.answered is None and supervises:
            buttons.append(self._button(_("Answer"), "answer_button", partial(self._answer, notice_id)))
        said = [notice.objected[1].words, words.late(notice)] if notice.objected else []
        said += [notice.answered[1].reason] if notice.answered else []
        said.append(self._too_much(notice))
        return _line(told, panels.chip(state, tone), "\n".join(filter(None, said)), buttons)  # type: ignore[arg-type] # our tones

    def _waiting(self, place: int, share: e.Share, *, supervises: bool) -> QWidget:
        buttons = []
        if supervises:
            name = f"give_notice_button_{place + 1}" if place else "give_notice_button"
            buttons.append(self._button(_("Give notice"), name, partial(self._give, share)))
        note = "" if supervises else _("A supervisor gives the notice.")
        return _line(words.party(share), panels.chip(_("Not told yet"), icon="circle"), note, buttons)

    def _button(self, label: str, name: str, then: Callable[[], None]) -> QWidget:
        made = panels.link_button(label, then)
        made.setObjectName(name)
        return made

    def _may_look_after(self) -> bool:
        return self._case is not None and self._case.may(Verb.LOOK_AFTER, self._desk.person) is None

    def _give(self, share: e.Share) -> None:
        assert self._case is not None, "only a case that is shown has buttons"
        case, first = self._case, suggested(self._desk, self._case, share)
        self._share, self._finding = share, case.finding[0].digest if case.finding else ""
        self._loss.setText(words.loss(loss_of(case)) or _("Nothing has been approved or paid yet."))
        values: dict[str, object] = {
            "name": first.name,
            "loss": Money.from_fen(first.loss_fen),
            "penalty": Money.from_fen(first.penalty_fen),
            "object_until": date.fromisoformat(first.object_until),
            "reason": first.reason,
        }

        def make() -> Work:
            body = _notice(first, self._forms["give"])
            return partial(life.give_notice, self._desk, case.case_id, body, self._finding)

        told = _("Notice to {party}").format(party=words.party(share))
        self._start("give", _name_of(share), told, _("Give notice"), values, make)

    def _object(self, notice_id: str) -> None:
        def make() -> Work:
            body = e.NoticeObjected(notice_id=notice_id, words=self._forms["object"].values()["words"])
            return partial(life.take_step, self._desk, self._case_id, body)

        told = _("Objection of {party}").format(party=self._party(notice_id))
        self._start("object", notice_id, told, _("Record the objection"), {}, make)

    def _answer(self, notice_id: str) -> None:
        assert self._case is not None, "only a case that is shown has buttons"
        notice = self._case.life.notices[notice_id]

        key, given = "answer-late" if notice.is_late else "answer", notice.given[1].penalty_fen

        def make() -> Work:
            values = self._forms[key].values()
            heard = values.get("heard", True)
            body = e.ObjectionAnswered(
                notice_id=notice_id,
                penalty_fen=values["penalty"].fen if heard else given,
                reason=values["reason"],
                heard=heard,
            )
            return partial(life.take_step, self._desk, self._case_id, body)

        told = _("Answer to {party}; at most {amount}").format(party=self._party(notice_id), amount=words.money(given))
        values: dict[str, object] = {"penalty": Money.from_fen(given)}
        self._start(key, notice_id, told, _("Answer the objection"), values, make)

    def _too_much(self, notice: Notice) -> str:
        """Say that money came back since a notice, where the penalty goes beyond the share of what is left."""
        returned = self._case.life.returned if self._case is not None else []
        if self._case is None or not returned or returned[-1][0].time < notice.given[0].time:
            return ""
        return words.too_much(notice, sum(fen for _part, fen in loss_of(self._case)))

    def _party(self, notice_id: str) -> str:
        assert self._case is not None, "only a case that is shown has buttons"
        return words.party(self._case.life.notices[notice_id].given[1])

    @property
    def _case_id(self) -> str:
        assert self._case is not None, "only a case that is shown has buttons"
        return self._case.case_id

    def _start(
        self, key: str, about: str, told: str, verb: str, values: dict[str, object], make: Callable[[], Work]
    ) -> None:
        self._close()
        assert self._case is not None, "only a case that is shown has buttons"
        self._open = self._typed.key = key
        self._make = make
        self._keeper.stand_for(self._case, f"notice-{key}", about)
        self._what.setText(told)
        self._save.setText(verb)
        self._forms[key].fill(values)
        self._forms[key].show()
        self._loss.setVisible(key == "give")
        self._editor.show()
        self._forms[key].focus(_FIRST[key])

    def _cancel_form(self) -> None:
        self._keeper.throw_away()
        self._close()

    def _close(self) -> None:
        self._keeper.leave()
        self._open, self._typed.key, self._make = "", "", None
        for form in self._forms.values():
            form.clear_problems()
            form.hide()
        self._banner.clear()
        self._editor.hide()

    def _on_changed(self, key: str) -> None:
        """Let the penalty follow the loss: in proportion, until somebody changes it themselves."""
        loss = self._forms["give"].values()["loss"]
        if key == "loss" and self._share is not None and isinstance(loss, Money):
            self._forms["give"].change("penalty", Money.from_fen(most_to_bear(loss.fen, self._share.percent)))

    def _hand_in(self) -> None:
        if self._make is None or not self._forms[self._open].check():
            return
        self._save.setEnabled(False)
        self._background.run(self._keeper.recording(self._make()), self._on_recorded, self._fail, writes=True)

    def _on_recorded(self, case: Case) -> None:
        self._save.setEnabled(True)
        if self._case_id == case.case_id:
            self._keeper.recorded()
            self._close()
            self.show_case(case)
        self.recorded.emit(case)

    def _fail(self, error: Exception) -> None:
        self._save.setEnabled(True)
        self._keeper.not_recorded()
        if isinstance(error, Incomplete):
            self._forms[self._open].mark_problems(words.problems(finding_words.by_field(error.problems)))
        elif isinstance(error, PenaltyTooHigh):
            self._forms[self._open].mark_problems({"penalty": explain(error)})
        else:
            self._banner.tell(explain_ours(error), "danger")
            if isinstance(error, FindingChanged):
                self._background.run(partial(cases.read_case, self._desk, self._case_id), self._show_changed)

    def _show_changed(self, case: Case) -> None:
        """Show the finding as it is now; who still answers by it can be told with what is typed here."""
        if case.finding is not None and self._share in to_be_told(case):
            self._finding = case.finding[0].digest
        self.recorded.emit(case)


#: The field of each form that gets the keyboard.
_FIRST = {"give": "name", "object": "words", "answer": "penalty", "answer-late": "heard"}


class _OpenForm(QObject):
    """Whichever of the forms is open, as one that can be kept."""

    changed = Signal()

    def __init__(self, forms: Mapping[str, Form], parent: QObject) -> None:
        super().__init__(parent)
        self.key = ""
        self._forms = forms
        for form in forms.values():
            form.changed.connect(self.changed)

    def typed(self) -> dict[str, Any]:
        return self._forms[self.key].typed() if self.key else {}

    def type_again(self, typed: Mapping[str, object]) -> None:
        self._forms[self.key].type_again(typed)

    def revert(self) -> None:
        self._forms[self.key].revert()


def _name_of(share: e.Share) -> str:
    """Tell those who answer apart."""
    return f"{share.party}/{share.name}"


def _forms() -> dict[str, tuple[Field, ...]]:
    long = partial(kind, LongTextField, longest=LONGEST_TEXT)
    hearing = ((True, _("Hear it all the same")), (False, _("Not heard")))
    return {
        "give": (
            Field("name", N_("Name of the person or company"), kind(TextField, longest=100), width=200),
            Field("loss", N_("What it cost us"), MoneyField, required=True, width=130, beside=True),
            Field("penalty", N_("They bear"), MoneyField, required=True, width=130, beside=True),
            Field("object_until", N_("May object until"), kind(DateField, past=False), required=True, width=150,
                  beside=True),
            Field("reason", N_("Why they answer for it"), long(lines=2), required=True),
        ),
        "object": (Field("words", N_("What they say"), long(lines=2), required=True),),
        "answer": (
            Field("penalty", N_("They bear now"), MoneyField, required=True, width=130),
            Field("reason", N_("Reason"), long(lines=2), required=True, beside=True),
        ),
        "answer-late": (
            Field("heard", N_("The objection came late"), kind(SegmentedField, hearing), required=True),
            Field("penalty", N_("They bear now"), MoneyField, required=True, width=130, beside=True,
                  when=lambda values: values["heard"] is True),
            Field("reason", N_("Reason"), long(lines=2), required=True),
        ),
    }  # fmt: skip


def _notice(first: e.NoticeGiven, form: Form) -> e.NoticeGiven:
    values = form.values()
    return msgspec.structs.replace(
        first,
        name=values["name"],
        loss_fen=values["loss"].fen,
        penalty_fen=values["penalty"].fen,
        object_until=values["object_until"].isoformat(),
        reason=values["reason"],
    )


def _line(told: str, chip: QWidget, note: str, buttons: list[QWidget]) -> QWidget:
    line = QWidget()
    rows = [panels.row(panels.text(told, selectable=True, wrap=False), chip, None, *buttons)]
    column = panels.column(*rows, spacing=2)
    if note:
        column.addWidget(panels.text(note, "secondary", selectable=True))
    line.setLayout(column)
    return line
