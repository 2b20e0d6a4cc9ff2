"""Evidence on its way in: dropped, chosen or pasted, read and checked in the background, refused by name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from desktop.domain.evidence import check_evidence
from desktop.domain.problems import Problem
from desktop.exchange.evidence_files import Evidence, read_evidence
from desktop.i18n import _
from desktop.ui import panels
from desktop.ui.drop_area import DropArea
from desktop.wording.evidence import MEGABYTE, evidence_problem_text, kinds_taken

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.ui.background import Background

_PATTERNS = ("*.jpg", "*.jpeg", "*.png", "*.webp", "*.heic", "*.gif", "*.pdf")
_KILOBYTE = 1024


class EvidenceArea(DropArea):
    """Photos and PDF files that belong to the complaint.

    Only what the check let through is listed as taken, with its size; the rest is listed with the reason.

    Signals:
        listed: a file the person has just added was listed, taken or not.
        refused: carries why files were not taken, a line each; empty when new ones are added.
    """

    listed = Signal()
    refused = Signal(str)

    def __init__(self, background: Background) -> None:
        patterns = ((_("Photos and PDF files"), " ".join(_PATTERNS)),)
        super().__init__(_("Drop photos or PDF files here, or paste with Ctrl+V"), patterns=patterns)
        self._background = background
        self._taken: dict[str, Evidence] = {}
        self._wanted: set[Path] = set()
        self._refusals: list[tuple[str, str]] = []
        self._pasted = 0
        self.setAccessibleName(_("Evidence"))
        self.setToolTip(kinds_taken())
        self.setObjectName("evidence_area")
        self.image_pasted.connect(self._take_picture)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What was taken, in the order it came."""
        return tuple(self._taken.values())

    @property
    def files(self) -> tuple[Path, ...]:
        """Where the files that were taken lie; a pasted picture lies nowhere."""
        return tuple(self._files)

    @property
    def is_checking(self) -> bool:
        """Whether a file is still being read."""
        return bool(self._wanted)

    def start(self, paths: list[Path]) -> None:
        """Empty the list and read the files of a draft again."""
        self._taken.clear()
        self._wanted.clear()
        self._files.clear()
        panels.clear(self._list)
        self._refusals.clear()
        self._read(paths, self._list_checked)

    def add(self, paths: list[Path]) -> None:
        """Have files read and checked; each is listed once that is done."""
        if not paths:
            return
        if not self.is_checking:
            self._refusals.clear()
            self.refused.emit("")
        for path in paths:
            if path in self._files:
                self._refuse(path.name, _attached_already(path.name))
                self.listed.emit()
        self._read(paths, self._list_added)

    def hand_over(self) -> tuple[Evidence, ...]:
        """Give away what was taken; why others were not stays in sight."""
        taken, refusals = self.evidence, tuple(self._refusals)
        self.start([])
        for name, sentence in refusals:
            self._refuse(name, sentence)
        return taken

    def _read(self, paths: list[Path], then: Callable[[tuple[Path, Evidence | Problem]], None]) -> None:
        for path in paths:
            if path not in self._files and path not in self._wanted:
                self._wanted.add(path)
                self._background.run(partial(_read, path), then)

    def _list_added(self, checked: tuple[Path, Evidence | Problem]) -> None:
        self._list_checked(checked)
        self.listed.emit()

    def _list_checked(self, checked: tuple[Path, Evidence | Problem]) -> None:
        path, found = checked
        if path not in self._wanted:
            # The form was emptied meanwhile.
            return
        self._wanted.discard(path)
        if isinstance(found, Problem):
            self._refuse(path.name, evidence_problem_text(found))
            return
        if self._has(found):
            self._refuse(path.name, _attached_already(path.name))
            return
        self._files.append(path)
        self._taken[str(path)] = found
        self._list_row(_named(found), "", remove=lambda: self._put_back(path))
        self.files_added.emit([path])
        self.changed.emit()

    def _take_picture(self, content: bytes) -> None:
        self._pasted += 1
        name = _("Pasted picture {number}").format(number=self._pasted) + ".png"
        kind = check_evidence(name, content, len(content))
        if isinstance(kind, Problem):
            self._refuse(name, evidence_problem_text(kind))
            return
        picture = Evidence(name, kind, content)
        if self._has(picture):
            self._refuse(name, _attached_already(name))
            return
        self._taken[name] = picture
        self._list_row(_named(picture), "", remove=lambda: self._forget(name))
        self.changed.emit()
        self.listed.emit()

    def _has(self, new: Evidence) -> bool:
        """Tell whether the same photo is there already, perhaps from another folder."""
        return any(taken.content == new.content for taken in self._taken.values())

    def _refuse(self, name: str, sentence: str) -> None:
        self._list_row(name, sentence, is_named=True)
        self._refusals.append((name, sentence))
        self.refused.emit("\n".join(said for _name, said in self._refusals))

    def _put_back(self, path: Path) -> None:
        self._files.remove(path)
        self._forget(str(path))

    def _forget(self, key: str) -> None:
        del self._taken[key]
        self.changed.emit()


def _read(path: Path) -> tuple[Path, Evidence | Problem]:
    return path, read_evidence(path)


def _attached_already(name: str) -> str:
    return _('"{name}" is attached already.').format(name=name)


def _named(evidence: Evidence) -> str:
    return _("{name} ({size})").format(name=evidence.name, size=size_text(len(evidence.content)))


def size_text(size: int) -> str:
    """Show a number of bytes as people know it: ``640 KB``, ``2.4 MB``."""
    return f"{size / MEGABYTE:.1f} MB" if size >= MEGABYTE else f"{max(1, round(size / _KILOBYTE))} KB"
