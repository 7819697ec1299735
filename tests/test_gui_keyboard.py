"""Walk every page by Tab: all controls are reached, none is a trap, each shows its focus and has a name; verdicts can be read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, QRect, Qt
from PyQt6.QtGui import QImage, QPalette
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QAbstractButton, QAbstractSpinBox, QApplication, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from livebg.doctor import Finding
from livebg.gui.doctor_page import DoctorPage, FindingRow
from livebg.gui.theme import use_theme
from tests.test_app import SCENE, wished
from tests.windows import LIMIT_MS, opened, use_own_folders

MOST = 200  # controls on a page
FINDINGS = (
    Finding("camera", "ok", "HD Pro Webcam gives pictures"),
    Finding("virtual camera", "problem", "there is none", "Calls list cameras.", "sudo modprobe v4l2loopback"),
    Finding("light", "note", "it is dark", "Faces get noisy.", "open the blinds"),
)


@pytest.fixture(params=[False, True], ids=["light", "dark"])
def _theme(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[None]:
    use_theme(qapp, dark=request.param)
    yield
    qapp.setStyleSheet("")
    qapp.setPalette(QPalette())


@pytest.fixture
def _dark(qapp: QApplication) -> Iterator[None]:
    use_theme(qapp, dark=True)
    yield
    qapp.setStyleSheet("")
    qapp.setPalette(QPalette())


def name_of(widget: QWidget) -> str:
    """Give what a screen reader says: the accessible name, a button's text, or the label that belongs to it."""
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    said = widget.accessibleName() or text
    if not said:
        said = "".join(label.text() for label in widget.window().findChildren(QLabel) if label.buddy() is widget)
    return said.replace("&", "")


def walked(qtbot: QtBot, page: QWidget) -> list[str]:
    """Press Tab until the first control comes again; give the names in order."""
    page.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is page, timeout=LIMIT_MS)
    if page.focusWidget() is None:
        page.setFocus()
    seen: list[QWidget] = []
    focused: list[QImage] = []
    unseen: list[str] = []
    for _ in range(MOST):
        QTest.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_Tab)
        widget = QApplication.focusWidget()
        assert widget is not None and widget.window() is page
        if seen and seen[-1].grab().toImage() == focused[-1]:
            unseen.append(name_of(seen[-1]))
        if seen and widget is seen[0]:
            break
        assert widget not in seen, f"{name_of(widget)} is a trap"
        seen.append(widget)
        focused.append(widget.grab().toImage())
    names = [name_of(widget) for widget in seen]
    assert all(names), [type(widget).__name__ for widget in seen if not name_of(widget)]
    assert unseen == [], "these do not show that they have the focus"
    wanted = [
        part
        for part in page.findChildren(QWidget)
        if part.isVisible() and part.isEnabled() and part.window() is page and part.focusProxy() is None
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(part.parent(), QAbstractSpinBox | QComboBox)
    ]
    assert [f"{type(part).__name__} {name_of(part)}" for part in wanted if part not in seen] == []
    return names


@pytest.mark.usefixtures("_dark")
def test_every_page_can_be_used_by_keyboard(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    use_own_folders(tmp_path, monkeypatch)
    with opened(qtbot, tmp_path, wished(), SCENE, met=False) as (window, _):
        qtbot.waitUntil(lambda: window.shield.title.text() == "Protected", timeout=LIMIT_MS)
        left = ["Pause", "Pass-through", "Menu"]
        first_run = window.first_run
        assert first_run is not None
        for _ in range(first_run.steps.count()):
            assert set(left) < set(walked(qtbot, window))
            first_run.next.click()
        looks = ["Add…", "Backgrounds", "Smoothing strength", "Blur", "Save this look as a preset…", "Save preset"]
        names = walked(qtbot, window)
        start = names.index("Pages")
        assert names[start:] + names[:start] == ["Pages", *looks, *left], "from the top down"
        for page in (1, 2):
            window.side.setCurrentIndex(page)
            assert len(walked(qtbot, window)) > 10
        for key, modifier in (
            (Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier),
            (Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier),
            (Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier),
            (Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier),
        ):
            shown = set(QApplication.topLevelWidgets())
            window.activateWindow()
            qtbot.waitUntil(lambda: QApplication.activeWindow() is window, timeout=LIMIT_MS)
            QTest.keyClick(window, key, modifier)
            (page,) = (one for one in set(QApplication.topLevelWidgets()) - shown if one.isVisible())
            walked(qtbot, page)
            page.close()


@pytest.mark.usefixtures("_theme")
def test_the_doctors_verdicts_differ_by_more_than_colour_and_can_be_read(qtbot: QtBot):
    page = DoctorPage()
    qtbot.addWidget(page)
    page.found.emit(FINDINGS)
    with qtbot.waitExposed(page):
        page.show()
    names = walked(qtbot, page)
    start = names.index("Findings")
    assert names[start:] + names[:start] == [
        "Findings", "Copy command: virtual camera", "Copy command: light", "Look again",
    ]  # fmt: skip
    rows = page.findChildren(FindingRow)
    assert [row.accessibleName() for row in rows] == ["Problem: virtual camera", "Note: light", "In order: camera"]
    signs = [row.findChildren(QLabel)[-1] for row in rows]
    assert len({sign.text() for sign in signs}) == 3
    assert {sign.text(): contrast_of(sign) for sign in signs if contrast_of(sign) < 4.5} == {}


def contrast_of(label: QLabel) -> float:
    """Give the contrast of WCAG 2.1 between a label's ground and its text as they are drawn, 1 to 21."""
    image = label.window().grab(QRect(label.mapTo(label.window(), QPoint(0, 0)), label.size())).toImage()
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits().asstring(image.sizeInBytes()), np.uint8).reshape(image.height(), -1)
    colour = rows[:, : image.width() * 3].reshape(-1, 3) / 255
    linear = np.where(colour <= 0.04045, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4)
    light = linear @ (0.2126, 0.7152, 0.0722) + 0.05
    ground = np.median(light)
    return float(max(light.max() / ground, ground / light.min()))
