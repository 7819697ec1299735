"""Give the window one look, light or dark as the desktop is: icon, colours, and rounded buttons, tabs and sliders."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QColor, QIcon, QPalette
from PyQt6.QtWidgets import QApplication

Tone = str  # "good", "calm", "warn", "fail" or "bad"; red as a ground belongs to pass-through alone
ICONS = (Path(__file__).resolve().parent / "icons").as_posix()


@dataclass(frozen=True)
class Colours:
    """Name the colours of one theme; every text reaches a contrast of 4.5 to 1 on its ground."""

    window: str
    raised: str
    border: str
    text: str
    quiet: str
    accent: str
    on_accent: str
    check: str  # the sign of what is on, a file of ICONS
    tones: dict[Tone, tuple[str, str]]  # tone -> (ground, text)


LIGHT = Colours(
    window="#f4f5f7",
    raised="#ffffff",
    border="#d3d7de",
    text="#1b1f24",
    quiet="#5c6470",
    accent="#1a66d6",
    on_accent="#ffffff",
    check="check-light.svg",
    tones={
        "good": ("#e2f4e8", "#14602f"),
        "calm": ("#e6ebf3", "#37465c"),
        "warn": ("#fdf0d2", "#76500a"),
        "fail": ("#fde7e7", "#8f1d1d"),
        "bad": ("#c62828", "#ffffff"),
    },
)
DARK = Colours(
    window="#1d1f23",
    raised="#2a2d33",
    border="#41454d",
    text="#e9ebee",
    quiet="#a3abb6",
    accent="#6aa5ff",
    on_accent="#0b1220",
    check="check-dark.svg",
    tones={
        "good": ("#1c3a28", "#93dcae"),
        "calm": ("#2c333d", "#c1cddd"),
        "warn": ("#42351a", "#f3cf86"),
        "fail": ("#4a2326", "#ffb4b4"),
        "bad": ("#d13438", "#ffffff"),
    },
)


def load_icon() -> QIcon:
    """Give livebg's icon."""
    from livebg.assets import asset

    return QIcon(str(asset("icons/livebg.svg")))


def use_theme(app: QApplication, *, dark: bool | None = None) -> None:
    """Give the application its look. dark: None is as the desktop is, now and whenever it turns dark or light."""
    hints = app.styleHints()
    assert hints is not None
    app.setStyle("Fusion")
    if dark is None:
        hints.colorSchemeChanged.connect(lambda scheme: _apply(app, scheme == Qt.ColorScheme.Dark))
        dark = hints.colorScheme() == Qt.ColorScheme.Dark
    _apply(app, dark)


def _apply(app: QApplication, dark: bool) -> None:
    theme = DARK if dark else LIGHT
    app.setPalette(palette(theme))
    app.setStyleSheet(style_sheet(theme))


def palette(theme: Colours) -> QPalette:
    """Give Qt's palette of a theme."""
    role, made = QPalette.ColorRole, QPalette()
    for which, colour in (
        (role.Window, theme.window), (role.WindowText, theme.text), (role.Base, theme.raised),
        (role.AlternateBase, theme.window), (role.Text, theme.text), (role.Button, theme.raised),
        (role.ButtonText, theme.text), (role.BrightText, "#ffffff"), (role.Highlight, theme.accent),
        (role.HighlightedText, theme.on_accent), (role.PlaceholderText, theme.quiet), (role.Link, theme.accent),
        (role.ToolTipBase, theme.raised), (role.ToolTipText, theme.text), (role.Mid, theme.border),
        (role.Accent, theme.accent),
    ):  # fmt: skip
        made.setColor(which, QColor(colour))
    for which in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(theme.quiet))
    return made


def style_sheet(theme: Colours) -> str:
    """Give the few rules that Qt's Fusion style needs to look calm."""
    tones = "\n".join(
        f'QFrame[tone="{tone}"] {{ background: {ground}; border-radius: 8px; }}'
        f'QFrame[tone="{tone}"] QLabel {{ color: {text}; }}'
        for tone, (ground, text) in theme.tones.items()
    )
    return f"""
QPushButton {{
    background: {theme.raised}; color: {theme.text}; border: 1px solid {theme.border}; border-radius: 7px;
    padding: 6px 14px;
}}
QPushButton:hover {{ border-color: {theme.accent}; }}
QPushButton:pressed, QPushButton:checked {{
    background: {theme.accent}; color: {theme.on_accent}; border-color: {theme.accent};
}}
QPushButton:focus {{ border: 2px solid {theme.accent}; padding: 5px 13px; }}
QPushButton:disabled {{ color: {theme.quiet}; }}
QPushButton[flat="true"] {{ background: transparent; border-color: transparent; }}
QPushButton[flat="true"]:focus {{ border-color: {theme.accent}; }}
QPushButton#primary {{ background: {theme.accent}; color: {theme.on_accent}; border-color: {theme.accent}; }}
QPushButton#primary:disabled {{ background: {theme.border}; color: {theme.quiet}; border-color: {theme.border}; }}
QPushButton#primary:focus {{ border: 2px solid {theme.text}; }}
QPushButton#danger:checked {{
    background: {theme.tones["bad"][0]}; color: {theme.tones["bad"][1]}; border-color: {theme.tones["bad"][0]};
}}
QToolButton#save {{
    background: {theme.raised}; color: {theme.text}; border: 1px solid {theme.border}; border-radius: 7px; padding: 4px 9px;
}}
QToolButton#save:hover {{ border-color: {theme.accent}; }}
QToolButton#save:focus {{ border: 2px solid {theme.accent}; padding: 3px 8px; }}
QPushButton::menu-indicator {{
    image: url("{ICONS}/down.svg"); width: 10px; height: 10px; subcontrol-position: right center; right: 9px;
}}
QPushButton#menu, QPushButton#add {{ padding-right: 26px; }}
QTabWidget::pane {{ border: none; border-top: 1px solid {theme.border}; }}
QTabBar::tab {{
    background: transparent; color: {theme.quiet}; padding: 8px 14px; border: none; border-bottom: 3px solid transparent;
}}
QTabBar::tab:selected {{ color: {theme.text}; border-bottom-color: {theme.accent}; }}
QTabBar::tab:hover {{ color: {theme.text}; }}
QTabBar::tab:focus {{ border-bottom-color: {theme.text}; }}
QSlider::groove:horizontal {{ height: 4px; border-radius: 2px; background: {theme.border}; }}
QSlider::sub-page:horizontal {{ height: 4px; border-radius: 2px; background: {theme.accent}; }}
QSlider::handle:horizontal {{
    width: 16px; height: 16px; margin: -7px 0; border-radius: 9px; background: {theme.raised}; border: 2px solid {theme.accent};
}}
QSlider::handle:horizontal:focus {{ background: {theme.accent}; }}
QSlider::sub-page:horizontal:disabled {{ background: {theme.border}; }}
QSlider::handle:horizontal:disabled {{ border-color: {theme.border}; }}
{_fields(theme)}
QScrollArea#reading {{ border: 2px solid transparent; border-radius: 8px; }}
QScrollArea#reading:focus {{ border-color: {theme.accent}; }}
QLabel#quiet {{ color: {theme.quiet}; }}
{tones}
"""


def _fields(theme: Colours) -> str:
    """Give the rules for what is typed, chosen and scrolled, so that it looks as the buttons do."""
    return f"""
QLineEdit, QComboBox, QAbstractSpinBox {{
    background: {theme.raised}; color: {theme.text}; border: 1px solid {theme.border}; border-radius: 7px; padding: 4px 8px;
    selection-background-color: {theme.accent}; selection-color: {theme.on_accent};
}}
QLineEdit:hover, QComboBox:hover, QAbstractSpinBox:hover {{ border-color: {theme.accent}; }}
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {{ border: 2px solid {theme.accent}; padding: 3px 7px; }}
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled {{ color: {theme.quiet}; background: {theme.window}; }}
QComboBox QLineEdit, QAbstractSpinBox QLineEdit {{ border: none; padding: 0; background: transparent; }}
QComboBox {{ combobox-popup: 0; }}
QComboBox::drop-down {{ border: none; width: 24px; }}
QComboBox::down-arrow {{ image: url("{ICONS}/down.svg"); width: 12px; height: 12px; }}
QComboBox QAbstractItemView {{ background: {theme.raised}; border: 1px solid {theme.border}; outline: 0; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border: none; width: 18px; }}
QAbstractSpinBox::up-arrow {{ image: url("{ICONS}/up.svg"); width: 9px; height: 9px; }}
QAbstractSpinBox::down-arrow {{ image: url("{ICONS}/down.svg"); width: 9px; height: 9px; }}
QCheckBox {{ padding-right: 5px; }}
QCheckBox::indicator, QMenu::indicator {{
    width: 16px; height: 16px; border: 1px solid {theme.quiet}; border-radius: 4px; background: {theme.raised};
}}
QCheckBox::indicator:checked, QMenu::indicator:checked {{
    background: {theme.accent}; border-color: {theme.accent}; image: url("{ICONS}/{theme.check}");
}}
QCheckBox::indicator:focus {{ border: 2px solid {theme.accent}; }}
QCheckBox::indicator:checked:focus {{ border: 2px solid {theme.text}; }}
QMenu {{ background: {theme.raised}; border: 1px solid {theme.border}; padding: 5px; }}
QMenu::item {{ padding: 6px 22px 6px 30px; border-radius: 5px; color: {theme.text}; }}
QMenu::item:selected {{ background: {theme.accent}; color: {theme.on_accent}; }}
QMenu::item:disabled {{ background: transparent; color: {theme.quiet}; }}
QMenu::indicator {{ left: 7px; }}
QMenu::separator {{ height: 1px; background: {theme.border}; margin: 5px 8px; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {theme.border}; border-radius: 4px; min-height: 28px; margin: 0 1px; }}
QScrollBar::handle:vertical:hover {{ background: {theme.quiet}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QProgressBar {{ background: {theme.border}; color: {theme.text}; border: none; border-radius: 4px; text-align: center; }}
QProgressBar::chunk {{ background: {theme.accent}; border-radius: 4px; }}
QProgressBar[words="true"]::chunk {{ background: {theme.tones["calm"][0]}; }}
QProgressBar[words="true"] {{ background: {theme.raised}; border: 1px solid {theme.border}; min-height: 28px; }}
"""
