"""Those who answer are told: the notices of a case, what was said to them, and the forms for it."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop import i18n
from desktop.actions import cases, life
from desktop.actions.notices import suggested
from desktop.domain import entries as e
from desktop.domain.as_seen import FindingChanged
from desktop.domain.authority import Verb, refusal_of_role
from desktop.domain.money import Money
from desktop.domain.new_steps import judges_beside
from desktop.domain.notice_steps import PenaltyTooHigh, outdated_notices, to_be_told
from desktop.domain.notices import loss_of, most_to_bear
from desktop.errors import Incomplete
from desktop.i18n import _
from desktop.ui import panels, theme
from desktop.ui.cases.notice_forms import FIRST, forms_of, notice_of
from desktop.ui.form_keeper import FormKeeper, KeptLine
from desktop.ui.forms import Form
from desktop.wording import finding as finding_words
from desktop.wording import notices as words
from desktop.wording.errors import explain, explain_ours

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desktop.actions.desk import Desk
    from desktop.actions.form_drafts import FormDraft
    from desktop.domain.case import Case
    from desktop.domain.notice_steps import Notice
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
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._desk, self._background = desk, background
        self._manages = refusal_of_role(Verb.MANAGE, desk.person) is None
        self._case: Case | None = None
        self._lines = panels.column(spacing=theme.S)
        self._banner = panels.Banner()
        self._what = panels.text("", "strong")
        self._loss = panels.text("", "secondary")
        self._loss.setObjectName("loss_parts")
        self._forms = {key: Form(fields, dense=True) for key, fields in forms_of(manages=self._manages).items()}
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
            case "notice-withdraw" if notice is not None and notice.withdrawn is None and supervises:
                self._withdraw(draft.about)
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
            party=words.party(given), amount=i18n.yuan(notice.penalty_fen), loss=i18n.yuan(given.loss_fen)
        )
        outdated = notice_id in outdated_notices(self._shown)
        state, tone = words.state(notice, i18n.today(self._desk.clock.now()))
        said = [notice.objected[1].words, words.late(notice)] if notice.objected else []
        said += [notice.answered[1].reason] if notice.answered else []
        said += [notice.withdrawn[1].reason] if notice.withdrawn else [self._too_much(notice)]
        buttons = []
        if outdated:
            state, tone = _("The finding has changed"), "warning"
            said.append(_("The finding in force has no such share. A supervisor withdraws the notice."))
        if notice.withdrawn is None:
            buttons = self._buttons_of(notice_id, notice, supervises=supervises)
        if notice.is_objected and supervises and not self._may_answer(notice):
            said.append(_("You gave this notice, so another supervisor or manager answers the objection."))
        return _line(told, panels.chip(state, tone), "\n".join(filter(None, said)), buttons)  # type: ignore[arg-type] # our tones

    def _buttons_of(self, notice_id: str, notice: Notice, *, supervises: bool) -> list[QWidget]:
        buttons = []
        if notice.answered is None and notice.objected is None and self._may_look_after():
            buttons.append(self._button(_("They object"), "object_button", partial(self._object, notice_id)))
        elif notice.is_objected and supervises and self._may_answer(notice):
            buttons.append(self._button(_("Answer"), "answer_button", partial(self._answer, notice_id)))
        if supervises:
            withdraw = partial(self._withdraw, notice_id)
            buttons.append(self._button(_("Withdraw"), "withdraw_notice_button", withdraw))
        return buttons

    def _may_answer(self, notice: Notice) -> bool:
        me = self._desk.person.person_id
        return notice.given[0].actor != me or not judges_beside(self._desk.office.people, me)

    def _waiting(self, place: int, share: e.Share, *, supervises: bool) -> QWidget:
        buttons = []
        if supervises:
            name = f"give_notice_button_{place + 1}" if place else "give_notice_button"
            buttons.append(self._button(_("Issue notice"), name, partial(self._give, share)))
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
        self._loss.setText(words.loss_in_all(loss_of(case)))
        values: dict[str, object] = {
            "name": first.name,
            "penalty": Money.from_fen(first.penalty_fen),
            "object_until": date.fromisoformat(first.object_until),
            "reason": first.reason,
        }

        def make() -> Work:
            body = notice_of(first, self._forms["give"])
            return partial(life.give_notice, self._desk, case.case_id, body, self._finding)

        told = _("Notice to {party}").format(party=words.party(share))
        self._start("give", _name_of(share), told, _("Issue notice"), values, make)

    def _object(self, notice_id: str) -> None:
        def make() -> Work:
            body = e.NoticeObjected(notice_id=notice_id, words=self._forms["object"].values()["words"])
            return partial(life.take_step, self._desk, self._case_id, body)

        told = _("Objection of {party}").format(party=self._party(notice_id))
        self._start("object", notice_id, told, _("Record the objection"), {}, make)

    def _withdraw(self, notice_id: str) -> None:
        def make() -> Work:
            body = e.NoticeWithdrawn(notice_id=notice_id, reason=self._forms["withdraw"].values()["reason"])
            return partial(life.take_step, self._desk, self._case_id, body)

        told = _("Withdraw the notice to {party}; the paper stays as it was issued").format(
            party=self._party(notice_id)
        )
        self._start("withdraw", notice_id, told, _("Withdraw the notice"), {}, make)

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

        told = _("Answer to {party}; at most {amount}").format(party=self._party(notice_id), amount=i18n.yuan(given))
        values: dict[str, object] = {"penalty": Money.from_fen(given)}
        self._start(key, notice_id, told, _("Answer the objection"), values, make)

    def _too_much(self, notice: Notice) -> str:
        """Say that money came back since a notice, where the penalty goes beyond the share of what is left."""
        returned = self._case.life.returned if self._case is not None else []
        if self._case is None or not returned or returned[-1][0].time < notice.given[0].time:
            return ""
        return words.too_much(notice, sum(fen for _part, fen in loss_of(self._case)))

    def _party(self, notice_id: str) -> str:
        return words.party(self._shown.life.notices[notice_id].given[1])

    @property
    def _shown(self) -> Case:
        assert self._case is not None, "only a case that is shown has buttons"
        return self._case

    @property
    def _case_id(self) -> str:
        return self._shown.case_id

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
        self._forms[key].focus(FIRST[key])

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
        """Let the penalty follow the direct costs: in proportion, until somebody changes it themselves."""
        direct = self._forms["give"].values().get("direct")
        if key == "direct" and self._share is not None and isinstance(direct, Money):
            loss = sum(fen for _part, fen in loss_of(self._shown)) + direct.fen
            self._forms["give"].change("penalty", Money.from_fen(most_to_bear(loss, self._share.percent)))

    def _hand_in(self) -> None:
        if self._make is None or not self._forms[self._open].check():
            return
        # A button that is shut hands the keyboard on, and the page would scroll after it to whatever comes next.
        self.setFocus()
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


def _line(told: str, chip: QWidget, note: str, buttons: list[QWidget]) -> QWidget:
    line = QWidget()
    rows = [panels.row(panels.text(told, selectable=True, wrap=False), chip, None, *buttons)]
    column = panels.column(*rows, spacing=2)
    if note:
        column.addWidget(panels.text(note, "secondary", selectable=True))
    line.setLayout(column)
    return line
