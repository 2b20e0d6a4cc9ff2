"""When every password is forgotten: the code of the recovery sheet gives a manager a new password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import errors
from desktop.i18n import N_, _, ngettext
from desktop.ui import panels, theme
from desktop.ui.background import Progress
from desktop.ui.door.countdown import Countdown
from desktop.ui.door.door_window import DoorContent
from desktop.ui.door.sign_in import lists_words
from desktop.ui.fields import PasswordField, TextField
from desktop.ui.forms import Field, Form

if TYPE_CHECKING:
    from desktop.ui.background import Background
    from desktop.ui.door.entrance import Entrance

_WIDTH = 460
_FIELDS = (
    Field(
        "recovery_code",
        N_("Recovery code"),
        TextField,
        required=True,
        hint=N_("Eight groups of four. Capital or small, with or without gaps. It can be scanned from the sheet."),
    ),
    Field("password", N_("New password of the manager"), PasswordField, required=True),
    Field("password_again", N_("New password again"), PasswordField, required=True, beside=True),
)


class RecoveryPage(DoorContent):
    """Sign in with the recovery sheet.

    Signals:
        recovered: the office is open; carries the ``Desk`` and the code that opened it.
        cancelled: the person goes back to signing in.
    """

    recovered = Signal(object, str)
    cancelled = Signal()

    def __init__(self, entrance: Entrance, background: Background) -> None:
        super().__init__()
        self._entrance, self._background = entrance, background
        self.form = Form(_FIELDS)
        self.form.setObjectName("recovery_form")
        self.banner = panels.Banner("warning")
        self.banner.setObjectName("recovery_banner")
        self._countdown = Countdown(self)
        self._button = panels.primary_button(_("Set the password and sign in"), self._recover)
        self._button.setObjectName("recover_button")
        self._build()
        self._countdown.ticked.connect(self._on_tick)
        self._countdown.ended.connect(self._on_tick)
        self.setFocusProxy(self.form.widget("recovery_code"))

    def _build(self) -> None:
        self.setObjectName("recovery_page")
        back = panels.quiet_button(_("Back to sign-in"), self.cancelled.emit)
        back.setObjectName("back_button")
        advice = _(
            "Ask the manager first: under Office, People, a manager gives anybody a new password. Only when no manager "
            "can sign in, take the recovery sheet from where it is kept."
        )
        place = QWidget()
        place.setFixedWidth(_WIDTH)
        inside = QVBoxLayout(place)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.L)
        inside.addWidget(panels.text(_("Sign in with the recovery sheet"), "title", wrap=False))
        inside.addWidget(panels.text(advice, tone="secondary"))
        inside.addWidget(self.form)
        inside.addWidget(self.banner)
        inside.addWidget(self.form.problem_bar)
        buttons = panels.row(back)
        buttons.addStretch(1)
        buttons.addWidget(self._button)
        inside.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addLayout(panels.row(None, place, None))
        layout.addStretch(3)

    def _recover(self) -> None:
        from desktop.domain.founding import check_password
        from desktop.wording import founding

        self.banner.clear()
        if not self.form.check():
            return
        typed = self.form.values()
        problems = check_password(typed["password"], typed["password_again"])
        self.form.mark_problems(founding.by_field(problems))
        if problems:
            return
        self._set_busy(True)
        code, password = str(typed["recovery_code"]), str(typed["password"])
        progress = Progress("", self, can_cancel=False)
        progress.moved.connect(lambda share: self.banner.tell(lists_words(share), "info"))
        self._background.run(
            lambda: (self._entrance.recover(code, password, progress.step), code),
            self._on_recovered,
            self._on_failed,
            writes=True,
        )

    def _set_busy(self, busy: bool) -> None:
        self._button.setEnabled(not busy)
        self.busy_changed.emit(busy)

    def _on_recovered(self, opened: tuple[object, str]) -> None:
        self.recovered.emit(*opened)

    def _on_failed(self, error: Exception) -> None:
        from desktop.wording.errors import explain

        self._set_busy(False)
        self.banner.clear()
        if not isinstance(error, errors.DeskError):
            raise error
        if isinstance(error, errors.WrongPassword):
            self.form.mark_problems({"recovery_code": _("This is not the code of this office.")})
            self._background.run(self._entrance.seconds_to_wait, self._countdown.start)
        elif isinstance(error, errors.TooManyTries):
            self._countdown.start(error.seconds)
        else:
            self.banner.tell(explain(error), "warning")

    def _on_tick(self, seconds: int = 0) -> None:
        self._button.setEnabled(not seconds)
        if seconds:
            self.banner.tell(ngettext("Wait {n} second.", "Wait {n} seconds.", seconds).format(n=seconds), "warning")
        else:
            self.banner.clear()
