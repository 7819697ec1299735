"""Switch whole looks with one click or Ctrl and a digit, and keep the present one under a name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PyQt6.QtCore import QPoint, Qt, pyqtSignal
from PyQt6.QtGui import QKeySequence, QPalette, QShortcut
from PyQt6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QInputDialog,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from livebg.errors import LivebgError
from livebg.presets import Presets, load_presets, remove_preset, rename_preset, save_preset
from livebg.settings import LookSettings

MOST_HOTKEYS = 9


class PresetsBar(QWidget):
    """Show a button per preset. `chosen(look)`: the user wants this look. `failed(sentence)`: the file cannot be used or written.

    path: None is the user's presets. Ctrl+1 to Ctrl+9 work in the whole window that holds it.
    """

    chosen = pyqtSignal(object)
    failed = pyqtSignal(str)

    def __init__(self, look: LookSettings, parent: QWidget | None = None, *, path: Path | None = None) -> None:
        super().__init__(parent)
        self._look, self._path, self._presets = look, path, Presets()
        self._buttons: list[QPushButton] = []
        self._hotkeys: list[QShortcut] = []
        self.save = QToolButton()
        self.save.setObjectName("save")
        self.save.setText("+")
        self.save.setToolTip(self.tr("Keep this look and background as a preset"))
        self.save.setAccessibleName(self.tr("Save preset"))
        self.save.clicked.connect(self._ask_name)
        inner = QWidget()
        self._row = QHBoxLayout(inner)
        self._row.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes to the buttons, which scroll into view
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFixedHeight(self.save.sizeHint().height() + 10)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area, 1)
        outer.addWidget(self.save)
        self._area = area
        self.reload()

    def set_look(self, look: LookSettings) -> None:
        """Say which look is in use: its preset is marked, and saving keeps it. Emits nothing."""
        self._look = look
        for button, other in zip(self._buttons, self._presets.looks.values(), strict=True):
            button.setChecked(other == look)
            palette = QPalette()  # the window's own
            if other == look:  # the usual grey of a pressed button is hard to see
                palette.setColor(QPalette.ColorRole.Button, self.palette().color(QPalette.ColorRole.Highlight))
                palette.setColor(
                    QPalette.ColorRole.ButtonText, self.palette().color(QPalette.ColorRole.HighlightedText)
                )
            button.setPalette(palette)

    def reload(self) -> None:
        """Read the presets anew, for instance after somebody has edited their file."""
        try:
            self._presets = load_presets(self._path)
        except LivebgError as error:
            self._presets = Presets(problems=(str(error),))
        self._fill()
        for problem in self._presets.problems:
            self.failed.emit(problem)

    def _fill(self) -> None:
        for hotkey in self._hotkeys:
            hotkey.setParent(None)
            hotkey.deleteLater()
        while (item := self._row.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.setParent(None)
                old.deleteLater()
        self._buttons, self._hotkeys = [], []
        for place, (name, look) in enumerate(self._presets.looks.items(), 1):
            self._buttons.append(self._button(name, look, place))
            self._row.addWidget(self._buttons[-1])
        if not self._buttons:
            self._buttons_hint()
        self._row.addStretch()
        self.order()
        self.set_look(self._look)

    def order(self) -> None:
        """Let Tab go from the last preset to saving; Qt takes no notice while nothing else is in the window."""
        last = self._row.itemAt(self._row.count() - 2)
        self.setTabOrder(last.widget() if last is not None else None, self.save)

    def _buttons_hint(self) -> None:
        hint = QPushButton(self.tr("Save this look as a preset…"))
        hint.setFlat(True)
        hint.clicked.connect(self._ask_name)
        self._row.addWidget(hint)

    def _button(self, name: str, look: LookSettings, place: int) -> QPushButton:
        button = QPushButton(name.replace("&", "&&"))
        button.setCheckable(True)
        button.setAccessibleName(self.tr("Preset %1").replace("%1", name))
        button.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        button.customContextMenuRequested.connect(lambda at: self._open_menu(name, button, at))
        button.clicked.connect(lambda: self._choose(look))
        if place <= MOST_HOTKEYS:
            keys = QKeySequence(f"Ctrl+{place}")
            button.setToolTip(keys.toString(QKeySequence.SequenceFormat.NativeText))
            hotkey = QShortcut(keys, self)
            hotkey.activated.connect(lambda: self._choose(look))
            self._hotkeys.append(hotkey)
        return button

    def _choose(self, look: LookSettings) -> None:
        self.set_look(look)
        self.chosen.emit(look)

    def _open_menu(self, name: str, button: QPushButton, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(
            self.tr("Save the present look here"), lambda: self._do(lambda: save_preset(name, self._look, self._path))
        )
        menu.addAction(self.tr("Rename…"), lambda: self._ask_new_name(name))
        menu.addAction(self.tr("Remove"), lambda: self._do(lambda: remove_preset(name, self._path)))
        menu.popup(button.mapToGlobal(at))

    def _ask_name(self) -> None:
        dialog = self._name_dialog(self.tr("Save preset"), "")
        dialog.textValueSelected.connect(lambda name: self._do(lambda: save_preset(name, self._look, self._path)))
        dialog.open()

    def _ask_new_name(self, old: str) -> None:
        dialog = self._name_dialog(self.tr("Rename preset"), old)
        dialog.textValueSelected.connect(lambda name: self._do(lambda: rename_preset(old, name, self._path)))
        dialog.open()

    def _name_dialog(self, title: str, name: str) -> QInputDialog:
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(title)
        dialog.setLabelText(self.tr("Name:"))
        dialog.setTextValue(name)
        return dialog

    def _do(self, change: Callable[[], object]) -> None:
        try:
            change()
        except LivebgError as error:
            self.failed.emit(str(error))
        self.reload()
