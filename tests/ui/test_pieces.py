"""Masks, files, papers, questions and crashes."""

from __future__ import annotations

import io
import logging
import struct
import sys
import threading
import wave
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPushButton, QToolButton
from reportlab.pdfgen.canvas import Canvas

from desktop import paths
from desktop.ui import ask, crash, panels, richtext
from desktop.ui.drop_area import DropArea
from desktop.ui.fields import LongTextField, PasswordField
from desktop.ui.masked import MaskedLabel
from desktop.ui.preview import Document, PdfPreview, print_document
from desktop.ui.sounds import Sounds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

FULL, MASKED = "13812345634", "138******34"


@pytest.fixture
def phone(qtbot: QtBot) -> MaskedLabel:
    made = MaskedLabel(MASKED, lambda: FULL, kind="phone")
    qtbot.addWidget(made)
    made.show()
    return made


def eye(label: MaskedLabel) -> QToolButton:
    return label.findChildren(QToolButton)[0]


def test_a_phone_is_masked_until_the_mouse_holds_the_eye(phone: MaskedLabel, qtbot: QtBot) -> None:
    assert phone.shown == MASKED

    with qtbot.waitSignal(phone.revealed) as heard:
        QTest.mousePress(eye(phone), Qt.MouseButton.LeftButton)
    assert heard.args == ["phone"]
    assert phone.shown == FULL
    QTest.mouseRelease(eye(phone), Qt.MouseButton.LeftButton)

    assert phone.shown == MASKED


def test_space_reveals_once_per_hold(phone: MaskedLabel) -> None:
    reveals: list[str] = []
    phone.revealed.connect(reveals.append)

    QTest.keyPress(eye(phone), Qt.Key.Key_Space)
    assert phone.shown == FULL
    QTest.keyRelease(eye(phone), Qt.Key.Key_Space)

    assert phone.shown == MASKED
    assert reveals == ["phone"]


def test_a_hidden_label_forgets_what_it_showed(phone: MaskedLabel) -> None:
    QTest.mousePress(eye(phone), Qt.MouseButton.LeftButton)

    phone.hide()

    assert phone.shown == MASKED
    QTest.mouseRelease(eye(phone), Qt.MouseButton.LeftButton)


def test_without_a_way_to_reveal_there_is_no_eye(qtbot: QtBot) -> None:
    label = MaskedLabel(MASKED)
    qtbot.addWidget(label)
    label.show()

    assert not eye(label).isVisible()


def test_files_are_taken_or_refused_with_a_reason(qtbot: QtBot, tmp_path: Path) -> None:
    photo, program = tmp_path / "外箱.jpg", tmp_path / "setup.exe"
    photo.write_bytes(b"x")
    program.write_bytes(b"x")
    area = DropArea(refusal=lambda path: "只收图片" if path.suffix == ".exe" else "")
    qtbot.addWidget(area)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in (photo, program, tmp_path)])

    with qtbot.waitSignal(area.files_added) as heard:
        drop = QDropEvent(
            QPoint(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
        area.dropEvent(drop)

    assert heard.args == [[photo]]
    assert area.value() == (photo,)
    words = {label.text() for label in area.findChildren(QLabel)}
    assert {"外箱.jpg", "setup.exe", "只收图片"} <= words
    area.add([photo])
    assert area.value() == (photo,)


def test_a_taken_file_can_be_given_back(qtbot: QtBot, tmp_path: Path) -> None:
    area = DropArea()
    qtbot.addWidget(area)
    area.add([tmp_path / "a.jpg", tmp_path / "b.jpg"])

    area.findChildren(QToolButton)[0].click()

    assert area.value() == (tmp_path / "b.jpg",)


def test_files_are_chosen_with_the_keyboard(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    area = DropArea()
    qtbot.addWidget(area)
    monkeypatch.setattr(ask, "choose_files", lambda *_args: [tmp_path / "a.jpg"])

    QTest.keyClick(area, Qt.Key.Key_Return)

    assert area.value() == (tmp_path / "a.jpg",)


def test_a_picture_from_the_clipboard_comes_as_bytes(qtbot: QtBot) -> None:
    area = DropArea()
    qtbot.addWidget(area)
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(image)

    with qtbot.waitSignal(area.image_pasted) as heard:
        QTest.keyClick(area, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    assert heard.args is not None
    assert bytes(heard.args[0]).startswith(b"\x89PNG")


def a_pdf(pages: int) -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(595, 842))
    for number in range(pages):
        canvas.drawString(72, 760, f"page {number + 1}")
        canvas.rect(0, 0, 595, 200, fill=1)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


@pytest.fixture
def preview(qtbot: QtBot) -> PdfPreview:
    made = PdfPreview()
    qtbot.addWidget(made)
    made.resize(500, 500)
    made.show()
    made.show_pdf(a_pdf(3), "0412-003")
    return made


def test_a_page_is_drawn_as_it_is_on_paper() -> None:
    document = Document(a_pdf(1))

    picture = document.picture(0, 1.0)

    assert (picture.width(), picture.height()) == (595, 842)
    assert picture.pixelColor(300, 800).name() == "#000000"
    assert picture.pixelColor(300, 400).name() == "#ffffff"


def test_scrolling_tells_the_page(preview: PdfPreview) -> None:
    def place() -> str:
        return next(label.text() for label in preview.findChildren(QLabel) if "3" in label.text())

    assert "1" in place()
    preview._area.verticalScrollBar().setValue(preview._area.verticalScrollBar().maximum())

    assert place().count("3") == 2


def test_zoom_steps_and_fits_the_width(preview: PdfPreview) -> None:
    fitted = preview._canvas.factor()

    preview._canvas.step(1)
    assert preview._canvas.factor() > fitted
    preview._canvas.fit_width()

    assert preview._canvas.factor() == fitted
    assert preview._canvas.width() <= preview._area.viewport().width()


def test_saving_writes_the_very_bytes(
    preview: PdfPreview, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    target = tmp_path / "协议.pdf"
    content = a_pdf(1)
    preview.show_pdf(content, "协议")
    monkeypatch.setattr(ask, "choose_save_path", lambda *_args: target)

    with qtbot.waitSignal(preview.saved):
        preview.save()

    assert target.read_bytes() == content


def test_a_folder_that_is_gone_is_told(
    preview: PdfPreview, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    told: list[str] = []
    monkeypatch.setattr(ask, "choose_save_path", lambda *_args: tmp_path / "gone" / "x.pdf")
    monkeypatch.setattr(ask, "tell", lambda _parent, title, *_rest: told.append(title))

    with qtbot.assertNotEmitted(preview.saved):
        preview.save()

    assert len(told) == 1


def test_printing_gives_every_page_its_own_sheet(qapp: QApplication, tmp_path: Path) -> None:
    target = tmp_path / "out.pdf"
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    printer.setResolution(72)

    print_document(Document(a_pdf(3)), printer)

    assert Document(target.read_bytes()).pages == 3


def in_a_moment(qtbot: QtBot, then: Callable[[QDialog], None]) -> None:
    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        then(dialog)

    QTimer.singleShot(30, look)


def press(dialog: QDialog, words: str) -> None:
    next(button for button in dialog.findChildren(QPushButton) if button.text() == words).click()


def test_a_question_is_answered_by_its_verb(qtbot: QtBot) -> None:
    in_a_moment(qtbot, lambda dialog: press(dialog, "批准"))
    assert ask.confirm(None, "批准方案", "支付 ¥3,421.00。", "批准")

    in_a_moment(qtbot, lambda dialog: dialog.reject())
    assert not ask.confirm(None, "批准方案", "支付 ¥3,421.00。", "批准")


def test_enter_never_does_the_dangerous_thing(qtbot: QtBot) -> None:
    in_a_moment(qtbot, lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Return))

    assert not ask.confirm(None, "拒绝方案", "客户不会收到款项。", "拒绝", danger=True)


def test_a_reason_is_never_empty(qtbot: QtBot) -> None:
    def answer(dialog: QDialog) -> None:
        field = dialog.findChildren(LongTextField)[0]
        button = next(button for button in dialog.findChildren(QPushButton) if button.text() == "退回")
        field.setPlainText("   ")
        assert not button.isEnabled()
        field.setPlainText("缺少凭证")
        button.click()

    in_a_moment(qtbot, answer)

    assert ask.ask_reason(None, "退回", "为什么退回？", "退回") == "缺少凭证"


@pytest.mark.parametrize(
    ("signs", "pressed", "held"),
    [
        (False, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier),
        (True, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier),
        (True, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
        (True, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier),
    ],
)
def test_enter_ends_a_reason(qtbot: QtBot, signs: bool, pressed: Qt.Key, held: Qt.KeyboardModifier) -> None:
    def answer(dialog: QDialog) -> None:
        field = dialog.findChildren(LongTextField)[0]
        QTest.keyClick(field, pressed, held)
        assert dialog.isVisible(), "nothing is given yet"
        field.insertPlainText("缺少")
        QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
        field.insertPlainText("凭证")
        QTest.keyClick(field, pressed, held)

    in_a_moment(qtbot, answer)

    reason = ask.ask_reason(None, "退回", "为什么退回？", "继续", signs=signs)
    assert reason is not None
    assert reason.split() == ["缺少", "凭证"]


def test_enter_alone_goes_on_writing_where_no_password_follows(qtbot: QtBot) -> None:
    def answer(dialog: QDialog) -> None:
        field = dialog.findChildren(LongTextField)[0]
        field.insertPlainText("倍数写错")
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert dialog.isVisible()
        assert field.toPlainText() == "倍数写错\n"
        dialog.reject()

    in_a_moment(qtbot, answer)

    assert ask.ask_reason(None, "停用", "为什么？", "停用", danger=True) is None


def test_the_password_stands_under_the_reason_that_was_given(qtbot: QtBot) -> None:
    def answer(dialog: QDialog) -> None:
        said = [label.text() for label in dialog.findChildren(QLabel)]
        assert any("证据齐全" in text for text in said)
        password = dialog.findChildren(PasswordField)[0]
        assert dialog.focusWidget() is password
        assert password.echoMode() is QLineEdit.EchoMode.Password
        assert any(label.buddy() is password for label in dialog.findChildren(QLabel))
        dialog.reject()

    in_a_moment(qtbot, answer)

    assert ask.ask_password(None, "王主管", "批准赔付", "证据齐全") is None


def test_a_password_is_asked_for_by_name(qtbot: QtBot) -> None:
    def answer(dialog: QDialog) -> None:
        assert any("王主管" in label.text() for label in dialog.findChildren(QLabel))
        dialog.findChildren(PasswordField)[0].setText("correct horse")
        QTest.keyClick(dialog.findChildren(PasswordField)[0], Qt.Key.Key_Return)

    in_a_moment(qtbot, answer)

    assert ask.ask_password(None, "王主管", "批准赔付") == "correct horse"


@pytest.fixture
def hooks() -> Iterator[None]:
    before = sys.excepthook, threading.excepthook
    yield
    sys.excepthook, threading.excepthook = before


def test_a_bug_is_logged_drafts_are_kept_and_one_dialog_shows(
    hooks: None, caplog: pytest.LogCaptureFixture, qtbot: QtBot
) -> None:
    steps: list[str] = []
    reporter = crash.install(logging.getLogger("test"), lambda: steps.append("kept"), steps.append)

    def blow_up(secret: str) -> None:
        raise ValueError(secret)

    for _time in range(2):
        try:
            blow_up(FULL)
        except ValueError as error:
            reporter.take(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: len(steps) == 4)

    assert steps[0] == "kept"
    assert "ValueError" in steps[1]
    assert "blow_up" in steps[1]
    assert FULL not in steps[1]
    assert FULL not in caplog.text
    assert len(caplog.records) == 2


def test_while_the_dialog_is_open_a_second_bug_opens_no_second_one(
    hooks: None, caplog: pytest.LogCaptureFixture, qtbot: QtBot
) -> None:
    shown: list[str] = []

    def show(report: str) -> None:
        shown.append(report)
        error = KeyError("again")
        reporter.take(type(error), error, None)
        qtbot.wait(20)

    reporter = crash.install(logging.getLogger("test"), lambda: None, show)
    error = KeyError("first")
    reporter.take(type(error), error, None)
    qtbot.waitUntil(lambda: len(shown) == 1)
    qtbot.wait(20)

    assert len(shown) == 1


def test_a_bug_on_a_worker_is_shown_on_the_main_thread(
    hooks: None, caplog: pytest.LogCaptureFixture, qtbot: QtBot
) -> None:
    threads: list[threading.Thread] = []
    reporter = crash.install(
        logging.getLogger("test"), lambda: None, lambda _report: threads.append(threading.current_thread())
    )
    error = KeyError("worker")
    worker = threading.Thread(target=lambda: reporter.take(KeyError, error, None))
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: bool(threads))

    assert threads == [threading.main_thread()]


@pytest.mark.parametrize("name", ["accepted.wav", "refused.wav"])
def test_tones_are_short_and_soft(name: str) -> None:
    with wave.open(str(paths.resource("theme", name)), "rb") as file:
        frames = file.readframes(file.getnframes())
        seconds = file.getnframes() / file.getframerate()
    loudest = max(abs(level) for (level,) in struct.iter_unpack("<h", frames))

    assert seconds < 0.3
    assert 1_000 < loudest < 8_000


def test_sounds_that_are_off_start_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: pytest.fail("a player was looked for"))

    Sounds(is_on=False).accept()
    Sounds(is_on=False).refuse()


def test_words_of_a_person_never_become_markup() -> None:
    nasty = '<b onclick="x">&王</b>\n二'

    assert richtext.plain(nasty) == "&lt;b onclick=&quot;x&quot;&gt;&amp;王&lt;/b&gt;<br>二"
    assert richtext.fill("<i>{who}</i>", who="<王>") == "<i>&lt;王&gt;</i>"
    assert panels.text(nasty).textFormat() == Qt.TextFormat.PlainText
