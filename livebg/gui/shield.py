"""Say who can see what: protected, pass-through, paused, camera lost, and which camera to choose in a call."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PyQt6.QtCore import QCoreApplication, Qt, pyqtSignal
from PyQt6.QtGui import QFontDatabase, QGuiApplication
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QStyle, QVBoxLayout, QWidget

from livebg.gui.sentences import sentence
from livebg.wishes import AppState


@dataclass(frozen=True)
class Words:
    """Hold what is said about a state. tone: a key of the theme's tones."""

    tone: str
    title: str
    detail: str


def words(state: AppState) -> Words:
    """Say in plain words who can see what."""
    translate = QCoreApplication.translate
    wanted = state.settings.camera.source
    match state.phase:
        case "live":
            return Words(
                "good", translate("Shield", "Protected"), translate("Shield", "Others see you, and not your room.")
            )
        case "passing":
            return Words("bad", translate("Shield", "Pass-through"), translate("Shield", "Others see your real room."))
        case "paused":
            return Words(
                "warn",
                translate("Shield", "Paused"),
                translate("Shield", "The camera is off. Others see the card “be right back”."),
            )
        case "lost":
            return Words(
                "warn",
                translate("Shield", "Camera lost"),
                translate("Shield", "Others see a card. livebg goes on by itself when the camera is back."),
            )
        case "demo":
            named = translate("Shield", "No camera “%1”").replace("%1", wanted)
            return Words(
                "calm",
                translate("Shield", "No camera") if wanted == "auto" else named,
                translate(
                    "Shield", "This is a demo clip that only you see. Others see a card until a camera is there."
                ),
            )
        case "compiling":
            return Words(
                "calm",
                translate("Shield", "Getting ready…"),
                translate("Shield", "livebg fits itself to this computer, once: about 15 seconds. Others see a card."),
            )
        case "idle":
            return Words(
                "calm",
                translate("Shield", "Camera off"),
                translate("Shield", "Nobody watches. The camera opens by itself when a call or this window needs it."),
            )
        case "failed":
            return Words(
                "warn",
                translate("Shield", "Stopped"),
                translate("Shield", "Others see a card. Choose something else, or try again."),
            )
        case "ended":
            return Words(
                "calm", translate("Shield", "The end"), translate("Shield", "The video has ended. Others see a card.")
            )
        case _:
            return Words(
                "calm",
                translate("Shield", "One moment…"),
                translate("Shield", "Others see a card until the picture is ready."),
            )


def output_sentence(state: AppState) -> str:
    """Say what to choose in a call, "" = there is no virtual camera."""
    if not state.output:
        return ""
    name = _label(state.output.removeprefix("virtual camera ").removeprefix("PipeWire camera "))
    return QCoreApplication.translate("Shield", "In Zoom, Meet or Teams, select the camera %1.").replace("%1", name)


def watched_sentence(state: AppState) -> str:
    """Name the programs that watch, "" = none, or nobody can tell."""
    if not state.watched_by:
        return ""
    return QCoreApplication.translate("Shield", "Watched by %1.").replace("%1", ", ".join(state.watched_by))


def _label(device: str) -> str:
    """Give the name under which other programs list a device: the driver's label where the system has one."""
    label = Path("/sys/class/video4linux", Path(device).name, "name")
    try:
        return label.read_text(encoding="utf-8").strip() or device
    except OSError:
        return device


def remedy_command(problem: str) -> str:
    """Give the command that a sentence about the virtual camera ends in, "" = none."""
    _, found, command = problem.partition(": sudo ")
    return f"sudo {command}" if found else ""


class ShieldBar(QFrame):
    """Show the state of the shield in its colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.detail = QLabel(), QLabel()
        font = self.title.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 1.15)
        self.title.setFont(font)
        self.detail.setWordWrap(True)
        self.detail.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 14, 10)
        row.setSpacing(12)
        row.addWidget(self.title)
        row.addWidget(self.detail, 1)
        self.setAccessibleName(self.tr("Who can see what"))

    def set_state(self, state: AppState) -> None:
        """Show a state."""
        said = words(state)
        self.title.setText(said.title)
        self.detail.setText(said.detail)
        self.setAccessibleDescription(f"{said.title}. {said.detail}")
        set_tone(self, said.tone)


class OutputBar(QFrame):
    """Name the virtual camera to choose in a call, or say why there is none and what mends it.

    `retry`: look again. `doctor`: find out more.
    """

    retry = pyqtSignal()
    doctor = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.command = QLabel()
        self.command.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.command.setWordWrap(True)
        self.command.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.copy = QPushButton(self.tr("Copy command"))
        self.copy.clicked.connect(self._copy)
        self.again = QPushButton(self.tr("Look again"))
        self.again.clicked.connect(self.retry)
        self.more = QPushButton(self.tr("Doctor…"))
        self.more.setToolTip(self.tr("Find out why calls cannot see livebg"))
        self.more.clicked.connect(self.doctor)
        buttons = QHBoxLayout()
        buttons.addWidget(self.copy)
        buttons.addWidget(self.again)
        buttons.addWidget(self.more)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.addWidget(self.text)
        column.addWidget(self.command)
        column.addLayout(buttons)
        self.setAccessibleName(self.tr("Virtual camera"))

    def set_state(self, state: AppState) -> None:
        """Show a state; the whole reason is the tool tip."""
        broken = bool(state.output_problem) and not state.output
        command = remedy_command(state.output_problem) if broken else ""
        if command:
            said = self.tr(
                "Calls cannot see livebg yet: there is no virtual camera. Run this in a terminal, then look again:"
            )
        elif broken:
            said = self.tr("Calls cannot see livebg yet: %1").replace("%1", sentence(state.output_problem))
        else:
            said = output_sentence(state) or self.tr("Looking for the virtual camera…")
            waits = sentence(state.output_problem)
            said = " ".join(filter(None, (said, watched_sentence(state), waits[:1].upper() + waits[1:])))
        self.text.setText(said)
        self.command.setText(sentence(command))
        self.setToolTip(sentence(state.output_problem) if broken else "")
        self.command.setVisible(bool(command))
        self.copy.setVisible(bool(command))
        self.again.setVisible(broken)
        self.more.setVisible(broken)
        set_tone(self, "warn" if broken else "calm")
        self.setAccessibleDescription(said)

    def _copy(self) -> None:
        clipboard = QGuiApplication.clipboard()
        if clipboard is not None:
            clipboard.setText(self.command.text())


def set_tone(frame: QFrame, tone: str) -> None:
    """Give a frame the ground and text colour of a tone of the theme."""
    if frame.property("tone") == tone:
        return
    frame.setProperty("tone", tone)
    style = frame.style()
    assert isinstance(style, QStyle)
    for widget in (frame, *frame.findChildren(QLabel)):
        style.unpolish(widget)
        style.polish(widget)
