"""Evidence comes in here: dropped, chosen or pasted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui import ask, icons, panels, theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent

    #: Returns why a file cannot be taken, in words for the person, or nothing.
    Refusal = Callable[[Path], str]


def _take_all(_path: Path) -> str:
    return ""


class DropArea(QFrame):
    """Takes files and lists what was taken and what was refused, with the reason.

    Signals:
        changed: the list of accepted files changed.
        files_added: new files were accepted; carries a list of ``Path``.
        image_pasted: a picture came from the clipboard; carries PNG bytes (it is never written to disk here).

    """

    changed = Signal()
    files_added = Signal(list)
    image_pasted = Signal(bytes)

    def __init__(
        self,
        prompt: str = "",
        *,
        refusal: Refusal = _take_all,
        patterns: tuple[tuple[str, str], ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._refusal = refusal
        self._patterns = patterns
        self._files: list[Path] = []
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        words = panels.text(prompt or _("Drop photos or files here, or paste with Ctrl+V"), "secondary", wrap=True)
        self._button = panels.link_button(_("Choose files"), self.choose)
        line = QHBoxLayout()
        line.setSpacing(theme.S)
        line.addWidget(icons.Symbol("paperclip"))
        line.addWidget(words, 1)
        line.addWidget(self._button)
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.XS)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.M, theme.S, theme.S, theme.S)
        layout.setSpacing(theme.XS)
        layout.addLayout(line)
        layout.addLayout(self._list)
        theme.mark(self, area="drop")

    def value(self) -> object:
        """Return the accepted files."""
        return tuple(self._files)

    def set_value(self, value: object) -> None:
        """Show other files as accepted."""
        self._files = [path for path in value if isinstance(path, Path)] if isinstance(value, (tuple, list)) else []
        panels.clear(self._list)
        for path in self._files:
            self._list_accepted(path)
        self.changed.emit()

    def trouble(self) -> str:
        """Let the form go on: a refused file is listed with its reason and stops nothing."""
        return ""

    def set_read_only(self, read_only: bool) -> None:
        """Take no more files."""
        self.setAcceptDrops(not read_only)
        self._button.setVisible(not read_only)

    def choose(self) -> None:
        """Let the person pick files."""
        self.add(ask.choose_files(self, _("Choose files"), self._patterns))

    def add(self, paths: list[Path]) -> None:
        """Take the files that may be taken, list the others with the reason."""
        taken: list[Path] = []
        for path in paths:
            if path in self._files:
                continue
            if reason := _("This is a folder.") if path.is_dir() else self._refusal(path):
                self._list_row(path.name, reason)
            else:
                self._files.append(path)
                taken.append(path)
                self._list_accepted(path)
        if taken:
            self.files_added.emit(taken)
            self.changed.emit()

    def _list_accepted(self, path: Path) -> None:
        self._list_row(path.name, "", remove=lambda: self._remove(path))

    def _list_row(
        self, name: str, reason: str, remove: Callable[[], None] | None = None, *, is_named: bool = False
    ) -> None:
        """List a file; a reason that names it already (``is_named``) stands alone."""
        frame = QFrame()
        theme.mark(frame, area="filerow")
        line = QHBoxLayout(frame)
        line.setContentsMargins(theme.S, 0, theme.XS, 0)
        line.setSpacing(theme.S)
        line.addWidget(icons.Symbol("circle-x" if reason else "file-check", "danger" if reason else "good", 16))
        if not is_named:
            label = QLabel(_elided(self, name))
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setToolTip(name)
            line.addWidget(label)
        if reason:
            line.addWidget(panels.text(reason, "secondary", tone="danger"), 1)
        else:
            line.addStretch(1)

        def drop() -> None:
            frame.hide()
            frame.deleteLater()
            if remove is not None:
                remove()

        line.addWidget(panels.icon_button("x", _("Remove {name}").format(name=name), drop))
        self._list.addWidget(frame)

    def _remove(self, path: Path) -> None:
        self._files.remove(path)
        self.changed.emit()

    def _take(self, mime: QMimeData) -> bool:
        paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        if paths:
            self.add(paths)
            return True
        if mime.hasImage():
            self.image_pasted.emit(_png(QImage(mime.imageData())))
            return True
        return False

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Light up for files and pictures."""
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            theme.mark(self, hot=True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Go dark again."""
        theme.mark(self, hot=False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped."""
        theme.mark(self, hot=False)
        if self._take(event.mimeData()):
            event.acceptProposedAction()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste with Ctrl+V, choose with Enter or Space."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self._take(QGuiApplication.clipboard().mimeData())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.choose()
        else:
            super().keyPressEvent(event)


def _elided(widget: QWidget, name: str) -> str:
    return widget.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, theme.PANEL - theme.XL)


def _png(image: QImage) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub wants the format as bytes
    return bytes(content.data())
