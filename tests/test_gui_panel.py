"""The panel shows every setting with what the settings say of it, and gives only settings that are good."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QLabel, QLineEdit, QSlider, QSpinBox
from pytestqt.qtbot import QtBot

from livebg.gui.figures import FiguresPanel
from livebg.gui.panel import SettingsPanel, Views
from livebg.settings import CameraSettings, LookSettings, ModelSettings, OutputSettings, Settings
from livebg.stats import StageTime, Summary

GROUPS = (CameraSettings, ModelSettings, LookSettings, OutputSettings)


@pytest.fixture
def panel(qtbot: QtBot) -> SettingsPanel:
    panel = SettingsPanel(Settings())
    qtbot.addWidget(panel)
    panel.resize(480, 700)
    panel.show()
    return panel


def part(panel: SettingsPanel, name: str, kind: type):  # type: ignore[no-untyped-def]
    found = panel.rows[name].findChild(kind)
    assert found is not None, f"{name} has no {kind.__name__}"
    return found


def test_every_setting_is_there_with_its_own_words(panel: SettingsPanel):
    fields = {name: info for group in GROUPS for name, info in group.model_fields.items()}
    assert list(panel.rows) == list(fields)
    for name, row in panel.rows.items():
        assert row.field.control.accessibleName()
        shown = [label.text().lower() for label in row.findChildren(QLabel)]
        assert any((fields[name].description or "").lower() in text for text in shown), name


def test_ranges_choices_and_units_come_from_the_settings(panel: SettingsPanel):
    age, fps = part(panel, "max_age_ms", QSpinBox), part(panel, "camera_fps", QSpinBox)
    assert (age.minimum(), age.maximum(), age.suffix()) == (100, 10_000, " ms")
    assert (fps.minimum(), fps.maximum(), fps.suffix()) == (1, 240, " fps")
    assert part(panel, "threads", QSpinBox).suffix() == ""
    box = part(panel, "fit", QComboBox)
    assert [box.itemData(i) for i in range(box.count())] == ["cover", "contain", "stretch", "tile"]
    assert part(panel, "output_size", QComboBox).itemText(0) == "auto"
    exact = part(panel, "edges", QDoubleSpinBox)
    assert (exact.minimum(), exact.maximum(), exact.value()) == (0.0, 1.0, LookSettings().edges)


def test_each_kind_of_control_changes_its_field(panel: SettingsPanel, qtbot: QtBot):
    def changed(act: object) -> Settings:
        with qtbot.waitSignal(panel.changed) as signal:
            act()  # type: ignore[operator]
        settings = signal.args[0]
        assert isinstance(settings, Settings) and panel.settings is settings
        return settings

    slider = part(panel, "smoothing", QSlider)
    assert changed(lambda: slider.setValue(25)).look.smoothing == 0.25
    assert part(panel, "smoothing", QDoubleSpinBox).value() == 0.25
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    assert panel.settings.look.smoothing == 0.26
    assert changed(lambda: part(panel, "loop", QCheckBox).click()).camera.loop is True
    assert changed(lambda: part(panel, "threads", QSpinBox).stepUp()).model.threads == 2
    box = part(panel, "fit", QComboBox)
    assert changed(lambda: qtbot.keyClick(box, Qt.Key.Key_Down)).look.fit == "contain"
    line = part(panel, "source", QLineEdit)
    line.clear()
    qtbot.keyClicks(line, "demo")
    assert changed(lambda: qtbot.keyClick(line, Qt.Key.Key_Return)).camera.source == "demo"
    size = part(panel, "camera_size", QLineEdit)
    size.clear()
    qtbot.keyClicks(size, "640x480")
    assert changed(lambda: qtbot.keyClick(size, Qt.Key.Key_Return)).camera.camera_size == "640x480"


@pytest.mark.parametrize(("name", "text"), [("camera_size", "12"), ("camera_size", "<b>x"), ("output_size", "0x0")])
def test_what_cannot_be_is_said_and_not_taken(panel: SettingsPanel, qtbot: QtBot, name: str, text: str):
    line = part(panel, name, QLineEdit)
    line.clear()
    qtbot.keyClicks(line, text)
    with qtbot.assertNotEmitted(panel.changed):
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert panel.settings == Settings()
    assert any("cannot be used here" in label.text() for label in panel.rows[name].findChildren(QLabel))
    panel.set_settings(Settings())
    assert not any("cannot be used" in label.text() for label in panel.rows[name].findChildren(QLabel))


def test_settings_from_outside_are_shown_and_not_sent_back(panel: SettingsPanel, qtbot: QtBot):
    other = Settings(
        camera=CameraSettings(source="pattern", camera_size="960x720", camera_fps=15, loop=True),
        look=LookSettings(fit="tile", smoothing=0.123),
    )
    with qtbot.assertNotEmitted(panel.changed):
        panel.set_settings(other)
    assert part(panel, "source", QLineEdit).text() == "pattern"
    assert part(panel, "camera_size", QComboBox).currentText() == "960x720"
    assert part(panel, "fit", QComboBox).currentData() == "tile"
    assert part(panel, "loop", QCheckBox).isChecked()
    assert panel.settings.look.smoothing == 0.123, "a value between two steps of the slider stays what it is"


def test_reset_of_one_field_and_of_all(panel: SettingsPanel, qtbot: QtBot):
    panel.set_settings(Settings(look=LookSettings(edges=0.1), model=ModelSettings(threads=3)))
    shown = [name for name, row in panel.rows.items() if row.reset.isVisible()]
    assert shown == ["threads", "edges"]
    with qtbot.waitSignal(panel.changed):
        qtbot.mouseClick(panel.rows["edges"].reset, Qt.MouseButton.LeftButton)
    assert panel.settings == Settings(model=ModelSettings(threads=3))
    with qtbot.waitSignal(panel.changed) as signal:
        qtbot.mouseClick(panel.reset_all, Qt.MouseButton.LeftButton)
    assert signal.args == [Settings()] and not panel.reset_all.isEnabled()


def test_views_are_asked_for(panel: SettingsPanel, qtbot: QtBot):
    views = panel.findChild(Views)
    assert views is not None
    with qtbot.waitSignal(panel.matte_view) as signal:
        views.matte.click()
    assert signal.args == [True]
    with qtbot.waitSignal(panel.before_after) as signal:
        views.compare.click()
    assert signal.args == [0.5]
    with qtbot.waitSignal(panel.before_after) as signal:
        views.slider.setValue(20)
    assert signal.args == [0.2]
    with qtbot.waitSignal(panel.before_after) as signal:
        views.compare.click()
    assert signal.args == [-1.0]


def summary(frames: int) -> Summary:
    stages = {"segment": StageTime(frames, 6.71, 8.0), "refine": StageTime(frames, 3.0, 4.0), "new": StageTime(1, 1, 1)}
    return Summary(frames, 2, 1.0, 30.0, 1.0, 21.26, 26.0, 30.0, 16.4, stages)


def test_figures_show_the_rate_since_the_last_look(qtbot: QtBot):
    figures = FiguresPanel()
    qtbot.addWidget(figures)
    figures.show()
    for second, frames in enumerate((100, 130, 145)):
        figures.update_figures(summary(frames), now=float(second))
    assert [rate for _, rate in figures.graph.points] == [30.0, 15.0]
    assert figures.rate.text() == "15.0 frames per second"
    assert figures.latency.text() == "Latency 21.3 ms (95 %: 26.0 ms), 2 dropped, 16.4 ms CPU a frame"
    assert {name: label.text() for name, (label, _) in figures.stages.items()} == {
        "segment": "6.7 ms", "refine": "3.0 ms", "new": "1.0 ms",
    }  # fmt: skip
    figures.grab()
    figures.update_figures(summary(5), now=3.0)  # another session counts anew
    figures.update_figures(summary(35), now=4.0)
    assert figures.graph.points[-1] == (4.0, 30.0)
    figures.update_figures(summary(99), now=300.0)
    assert len(figures.graph.points) == 1, "what is older than a minute is gone"
