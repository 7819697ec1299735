"""What the camera itself can do is set from the window: on a thread of its own, with the reason where something cannot be."""

from __future__ import annotations

import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QCheckBox, QComboBox
from pytestqt.qtbot import QtBot

from livebg.gui.control_row import Level
from livebg.gui.controls_page import ControlsPage
from livebg.kept_controls import controls_file, read_controls
from tests.camera_driver import (
    AUTO_EXPOSURE,
    BRIGHTNESS,
    EXPOSURE_TIME,
    NAME,
    WEBCAM,
    WHITE_BALANCE,
    Driver,
    Showing,
    camera_at,
)
from tests.fakes import SceneSource
from tests.windows import LIMIT_MS, use_own_folders

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="V4L2 is Linux's")


def test_controls_are_set_from_the_window(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    use_own_folders(tmp_path, monkeypatch)
    app, driver, path = Showing(), Driver(), camera_at(tmp_path).path
    asked: list[str] = []

    def find(source: str) -> str:
        asked.append(source)
        return "" if source == "camera 1000 (only in PipeWire)" else path

    page = ControlsPage(app, None, find, driver)
    qtbot.addWidget(page)

    def wait(condition: object) -> None:
        assert callable(condition)
        qtbot.waitUntil(lambda: bool(condition()), timeout=LIMIT_MS)

    try:
        page.begin()
        wait(lambda: page.rows)
        assert list(page.rows)[:3] == ["auto_exposure", "exposure_time_absolute", "gain"]
        assert page.hint.text() == f"{NAME} itself is set here; what you set is kept for it."
        time, exposure = page.rows["exposure_time_absolute"], page.rows["auto_exposure"].field.control
        assert (time.field.isEnabled(), time.value.text()) == (False, "25 ms")
        assert time.reason.text() == "“Exposure” sets it now; choose “Manual” there first."
        white = page.rows["white_balance_temperature"]
        assert white.reason.text() == "“Automatic white balance” sets it now; switch that off first."
        assert page.rows["gain"].reason.text() == "The camera has locked it for now."
        assert page.rows["focus_absolute"].reason.text() == "Another control sets it now."
        assert isinstance(exposure, QComboBox)
        assert [exposure.itemText(place) for place in range(2)] == ["Manual", "Automatic time"]

        exposure.setCurrentIndex(0)
        exposure.activated.emit(0)
        wait(time.field.isEnabled)  # the driver has let go of it
        assert isinstance(time.field, Level)
        time.field.slider.setFocus()
        qtbot.keyClick(time.field.slider, Qt.Key.Key_Right)
        wait(lambda: driver.controls[EXPOSURE_TIME].value == 251)
        switch = page.rows["white_balance_automatic"].field.control
        assert isinstance(switch, QCheckBox)
        switch.click()
        wait(lambda: white.field.isEnabled())
        wait(lambda: len(read_controls(controls_file(NAME))) == 3)
        assert read_controls(controls_file(NAME)) == {
            "auto_exposure": 1, "exposure_time_absolute": 251, "white_balance_automatic": 0,
        }  # fmt: skip
        assert driver.set[:2] == [(AUTO_EXPOSURE, 1), (EXPOSURE_TIME, 251)]

        level = page.rows["brightness"].field
        assert isinstance(level, Level)
        level.slider.setValue(0)
        level.slider.setValue(128)  # of the slider's steps, from -64 on
        wait(lambda: driver.controls[BRIGHTNESS].value == 64)
        wait(page.rows["brightness"].reset.isEnabled)
        page.rows["brightness"].reset.click()
        wait(lambda: driver.controls[BRIGHTNESS].value == 0 and level.slider.value() == 64)
        assert "brightness" not in read_controls(controls_file(NAME))

        sharp = page.rows["sharpness"].field
        assert isinstance(sharp, Level)
        sharp.slider.setValue(7)
        wait(lambda: "The camera refuses sharpness=7" in page.said.text())
        wait(lambda: sharp.slider.value() == 5)  # what it is

        driver.controls[BRIGHTNESS].value = 12  # another program
        wait(lambda: page.rows["brightness"].value.text() == "12")
        qtbot.mouseClick(page.defaults, Qt.MouseButton.LeftButton)
        wait(lambda: driver.controls[WHITE_BALANCE].value == 1 and driver.controls[AUTO_EXPOSURE].value == 3)
        wait(lambda: not time.field.isEnabled())
        assert not controls_file(NAME).exists()

        driver.gone = True
        wait(lambda: "is it plugged in?" in page.said.text())
        assert not page.rows
        driver.gone = False
        wait(lambda: page.rows)
        assert page.said.text() == ""
        app.source = replace(WEBCAM, name="camera 1000 (only in PipeWire)", device="only in PipeWire")
        wait(lambda: page.hint.text() == "only in PipeWire has no controls that livebg can set.")
        app.source = SceneSource().info
        wait(lambda: page.hint.text() == "What is shown now is not a camera, and has no controls.")
        assert not page.rows and not page.defaults.isEnabled()
        app.source = None
        wait(lambda: page.hint.text() == "There is no camera: choose one, and do not pause.")
        assert asked[0] == WEBCAM.name
        assert threading.current_thread().name not in driver.threads
        assert driver.threads == {"livebg-controls"}
        page.close()
    finally:
        page.stop()
