"""The only place that opens message boxes and file choosers; tests replace these functions.

Call them as ``ask.confirm(...)``, never ``from desktop.ui.ask import confirm``: a test that replaces the
function must reach every caller.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import _
from desktop.ui import icons, theme
from desktop.ui.fields import LongTextField, PasswordField

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent

Kind = Literal["info", "warning", "danger", "good"]
_ICONS = {"info": "info", "warning": "triangle-alert", "danger": "octagon-alert", "good": "circle-check"}
#: Characters of a reason that are shown again beside the password.
_READ_AGAIN = 120
#: Where files were last chosen from and last saved to, since the program was started.
_last_folders: dict[Literal["open", "save"], Path] = {}
_INK = {"info": "accent", "warning": "warning", "danger": "danger", "good": "good"}


def confirm(parent: QWidget | None, title: str, text: str, verb: str, *, danger: bool = False) -> bool:
    """Ask once before doing something; the button says the verb. Dangerous verbs are never the default."""
    dialog = _Dialog(parent, title, text, "danger" if danger else "info")
    dialog.add_verb(verb, danger=danger)
    return dialog.exec() == QDialog.DialogCode.Accepted


def tell(parent: QWidget | None, title: str, text: str, kind: Kind = "info") -> None:
    """Say something that needs no answer; returns at once, the window stays open until closed."""
    dialog = _Dialog(parent, title, text, kind, cancel=False)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def ask_reason(  # noqa: PLR0913 - a question, and how it is answered
    parent: QWidget | None,
    title: str,
    prompt: str,
    verb: str,
    *,
    danger: bool = False,
    signs: bool = False,
    keep: Callable[[LongTextField, QDialog], QWidget] | None = None,
) -> str | None:
    """Ask for a reason in the person's own words; ``None`` if they changed their mind, never empty.

    Ctrl+Enter goes on. Where a password follows (``signs``), Enter does so too: whoever presses it goes on with the
    password, and that must not end up in the reason. ``keep`` gets the field and the window, keeps what is typed, and
    returns the line that tells of it.
    """
    dialog = _Dialog(parent, title, prompt, "info")
    reason = _Reason(lines=4, longest=1000)
    reason.setObjectName("asked_reason_edit")
    reason.setAccessibleName(prompt)
    if signs:
        dialog.add_label(_("Step 1 of 2: the reason"), reason)
    dialog.body.addWidget(reason)
    keys = _("Enter goes on to the password, Shift+Enter begins a new line.") if signs else _("Ctrl+Enter goes on.")
    hint = _words(keys)
    theme.mark(hint, role="secondary")
    dialog.body.addWidget(hint)
    button = dialog.add_verb(verb, danger=danger)
    button.setEnabled(False)
    reason.changed.connect(lambda: button.setEnabled(bool(reason.value()) and not reason.trouble()))
    reason.enter_goes_on = signs
    reason.finished.connect(button.click)
    if keep is not None:
        dialog.body.addWidget(keep(reason, dialog))
    reason.setFocus()
    return str(reason.value()) if dialog.exec() == QDialog.DialogCode.Accepted else None


def ask_password(parent: QWidget | None, who: str, why: str, reason: str = "") -> str | None:
    """Ask a person for their password and say what for; ``None`` if they changed their mind.

    Args:
        parent: in front of which the question stands.
        who: their name.
        why: what the password does.
        reason: what they just gave as the reason, to be read again: it goes on record.
    """
    dialog = _Dialog(parent, _("Password of {name}").format(name=who), why, "info", icon="key-round")
    if reason:
        said = _words(_("Reason: {words}").format(words=_shortened(reason)))
        said.setObjectName("reason_given")
        dialog.body.addWidget(said)
    password = PasswordField(_("Shown as dots"))
    password.setObjectName("asked_password_field")
    dialog.add_label(_("Step 2 of 2: your password") if reason else _("Your password"), password)
    caps = QLabel(_("Caps Lock is on."))
    theme.mark(caps, role="secondary", tone="warning")
    caps.hide()
    password.caps_lock_seen.connect(caps.setVisible)
    dialog.body.addWidget(password)
    dialog.body.addWidget(caps)
    button = dialog.add_verb(_("Sign"))
    button.setEnabled(False)
    password.changed.connect(lambda: button.setEnabled(bool(password.value())))
    password.setFocus()
    return str(password.value()) if dialog.exec() == QDialog.DialogCode.Accepted else None


def choose_files(parent: QWidget | None, title: str, patterns: Sequence[tuple[str, str]] = ()) -> list[Path]:
    """Let the person pick files; ``patterns`` are pairs such as ``("PDF", "*.pdf")``."""
    chosen, _filter = QFileDialog.getOpenFileNames(parent, title, _start("open"), _patterns(patterns))
    if chosen:
        _last_folders["open"] = Path(chosen[0]).parent
    return [Path(name) for name in chosen]


def choose_save_path(
    parent: QWidget | None, title: str, proposed: str, patterns: Sequence[tuple[str, str]] = ()
) -> Path | None:
    """Let the person say where to save; asks before an existing file is replaced."""
    chosen, _filter = QFileDialog.getSaveFileName(parent, title, _start("save", proposed), _patterns(patterns))
    if not chosen:
        return None
    _last_folders["save"] = Path(chosen).parent
    return Path(chosen)


def choose_folder(parent: QWidget | None, title: str) -> Path | None:
    """Let the person pick a folder."""
    chosen = QFileDialog.getExistingDirectory(parent, title, _start("save"))
    return Path(chosen) if chosen else None


def show_bug(parent: QWidget | None, report: str) -> None:
    """Own up to a fault of the program, calmly, with a report to copy; returns when closed."""
    text = _(
        "The program made a mistake. What you typed has been kept. You can go on working; if it happens "
        "again, copy the report and send it to whoever looks after this computer."
    )
    dialog = _Dialog(parent, _("Something went wrong"), text, "warning", cancel=False)
    box = QPlainTextEdit(report)
    box.setReadOnly(True)
    box.setFixedHeight(150)
    box.setAccessibleName(_("Report"))
    copy = dialog.buttons.addButton(_("Copy the report"), QDialogButtonBox.ButtonRole.ActionRole)
    copy.setAutoDefault(False)
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
    dialog.body.addWidget(box)
    dialog.exec()


def _shortened(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _READ_AGAIN else f"{plain[:_READ_AGAIN]}…"


def _words(text: str) -> QLabel:
    words = QLabel(text)
    words.setWordWrap(True)
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return words


class _Reason(LongTextField):
    """A few lines that Ctrl+Enter ends, or Enter alone.

    Attributes:
        enter_goes_on: Enter alone ends them; with Shift it begins a new line.

    Signals:
        finished: the person is done.
    """

    finished = Signal()
    enter_goes_on = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell that the person is done."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ends = held == Qt.KeyboardModifier.ControlModifier or (self.enter_goes_on and not held)
        if ends and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finished.emit()
            return
        super().keyPressEvent(event)


class _Dialog(QDialog):
    """Icon, a line in bold, text, room for a field, buttons."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        text: str,
        kind: Kind,
        *,
        cancel: bool = True,
        icon: str = "",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(420)
        self.setMaximumWidth(560)
        symbol = icons.Symbol(icon or _ICONS[kind], _INK[kind], 24)
        heading = QLabel(title)
        heading.setWordWrap(True)
        heading.setMinimumHeight(theme.XL)
        theme.mark(heading, role="section")
        standard = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(standard.Cancel if cancel else standard.Close)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.S)
        self.body.addWidget(heading)
        self.body.addWidget(_words(text))
        across = QHBoxLayout()
        across.setSpacing(theme.L)
        across.addWidget(symbol, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(self.body, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.XL, theme.XL, theme.XL, theme.L)
        layout.setSpacing(theme.L)
        layout.addLayout(across)
        layout.addStretch(1)
        layout.addWidget(self.buttons)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def add_label(self, words: str, field: QWidget) -> None:
        """Say above a field what goes into it."""
        label = QLabel(words)
        label.setBuddy(field)
        theme.mark(label, role="strong")
        field.setAccessibleName(words)
        self.body.addWidget(label)

    def add_verb(self, verb: str, *, danger: bool = False) -> QPushButton:
        """Add the button that does it."""
        button = self.buttons.addButton(verb, QDialogButtonBox.ButtonRole.AcceptRole)
        button.setObjectName("asked_verb_button")
        cancel = self.buttons.button(QDialogButtonBox.StandardButton.Cancel)
        cancel.setIcon(QIcon())
        if danger:
            theme.mark(button, kind="danger")
            button.setAutoDefault(False)
            cancel.setDefault(True)
            cancel.setFocus()
        else:
            theme.mark(button, kind="primary")
            button.setDefault(True)
            cancel.setAutoDefault(False)
        return button


def _start(purpose: Literal["open", "save"], name: str = "") -> str:
    """Return where a file dialog begins: where the last one ended, else among the person's documents."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = _last_folders.get(purpose, Path(documents))
    # A folder on a stick is gone with the stick; documents may not exist on a bare machine.
    return str((folder if folder.is_dir() else Path.home()) / name)


def _patterns(patterns: Sequence[tuple[str, str]]) -> str:
    named = [f"{name} ({glob})" for name, glob in patterns]
    return ";;".join([*named, _("All files") + " (*)"])
