"""Hold the controls beside the preview in three pages: background, camera, advanced."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QFormLayout, QFrame, QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget

from livebg.gui.choosers import Choosers
from livebg.gui.figures import FiguresPanel
from livebg.gui.framing_box import FramingBox
from livebg.gui.gallery import Gallery
from livebg.gui.panel import SettingsPanel, scrolled
from livebg.gui.presets_bar import PresetsBar
from livebg.gui.quick import QuickLook
from livebg.library import Library
from livebg.settings import LookSettings, Settings
from livebg.wishes import AppState


class Side(QTabWidget):
    """Show the pages. `changed(settings)`: the user has changed something; `failed(sentence)`: something could not be done."""

    changed = pyqtSignal(object)
    failed = pyqtSignal(str)

    def __init__(self, settings: Settings, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.gallery = Gallery(library)
        self.quick, self.presets = QuickLook(settings.look), PresetsBar(settings.look)
        self.choosers, self.panel, self.figures = Choosers(settings), SettingsPanel(settings), FiguresPanel()
        self.framing = FramingBox(settings.look)
        self.camera_controls = QPushButton(self.tr("E&xposure, focus, colour…"))
        self._home = QWidget()
        self._column = QVBoxLayout(self._home)
        self._column.setContentsMargins(0, 12, 0, 0)
        self._column.setSpacing(12)
        self._column.addWidget(self.gallery, 1)
        self._column.addWidget(_line())
        self._column.addWidget(self.quick)
        self._column.addWidget(self.presets)
        advanced = QWidget()
        column = QVBoxLayout(advanced)
        column.setContentsMargins(0, 12, 0, 0)
        column.addWidget(self.figures)
        column.addWidget(_line())
        column.addWidget(self.panel, 1)
        self.advanced = advanced
        self.addTab(self._home, self.tr("Look"))
        self.addTab(self._camera_page(), self.tr("Camera"))
        self.addTab(advanced, self.tr("Advanced"))
        self.setDocumentMode(True)
        bar = self.tabBar()
        assert bar is not None
        bar.setDrawBase(False)
        bar.setAccessibleName(self.tr("Pages"))
        self.bar = bar
        self._order()
        self.gallery.chosen.connect(self._use_background)
        self.gallery.failed.connect(self.failed)
        self.quick.changed.connect(self._use_look)
        self.presets.chosen.connect(self._use_look)
        self.presets.failed.connect(self.failed)
        self.choosers.changed.connect(self.changed)
        self.panel.changed.connect(self.changed)
        self.framing.changed.connect(self._use_look)

    def _camera_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(self.choosers)
        self.choosers.buttons.insertWidget(1, self.camera_controls)
        column.addSpacing(4)
        column.addWidget(_line())
        column.addSpacing(4)
        column.addWidget(self.framing)
        forms = (self.choosers.form, self.framing.form)
        width = max(label.sizeHint().width() for form in forms for label in _labels(form))
        for label in (label for form in forms for label in _labels(form)):
            field = label.buddy()
            label.setMinimumSize(width, field.sizeHint().height() if field is not None else 0)
        column.addStretch()
        return scrolled(page)

    def set_state(self, state: AppState) -> None:
        """Show the settings in use. Emits nothing."""
        if state.settings != self._settings or not state.busy:
            self._settings = state.settings
            self.gallery.set_current(state.settings.look.background)
            self.quick.set_look(state.settings.look)
            self.presets.set_look(state.settings.look)
            self.framing.set_look(state.settings.look)
            if self.panel.settings != state.settings:
                self.panel.set_settings(state.settings)
        self.choosers.set_state(state)

    def take_gallery(self) -> None:
        """Put the gallery back into its page after it was lent."""
        self._column.insertWidget(0, self.gallery, 1)
        self.gallery.show()
        self._order()

    def _order(self) -> None:
        """Let Tab go from the top down, in whichever order the parts were made."""
        parts = (self.bar, self.gallery.add, self.gallery.tiles, self.quick.strength, self.quick.blur)
        for one, other in pairwise(parts):
            self.setTabOrder(one, other)
        self.presets.order()

    def _use_background(self, value: str) -> None:
        self._use_look(self._settings.look.model_copy(update={"background": value}))

    def _use_look(self, look: LookSettings) -> None:
        self._settings = self._settings.model_copy(update={"look": look})
        self.changed.emit(self._settings)


def _line() -> QFrame:
    line = QFrame()
    line.setFrameShape(QFrame.Shape.HLine)
    line.setForegroundRole(line.palette().ColorRole.Mid)
    return line


def _labels(form: QFormLayout) -> Iterator[QLabel]:
    """Give a form's labels."""
    for row in range(form.rowCount()):
        item = form.itemAt(row, QFormLayout.ItemRole.LabelRole)
        label = item.widget() if item is not None else None
        if isinstance(label, QLabel):
            yield label
