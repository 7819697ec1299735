"""Give the window one look, light or dark as the desktop is: icon, colours, and rounded buttons, tabs and sliders."""

from __future__ import annotations

from dataclasses import dataclass

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QColor, QIcon, QPalette
from PyQt6.QtWidgets import QApplication

Tone = str  # "good", "calm", "warn" or "bad"


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
    tones: dict[Tone, tuple[str, str]]  # tone -> (ground, text)


LIGHT = Colours(
    window="#f4f5f7",
    raised="#ffffff",
    border="#d3d7de",
    text="#1b1f24",
    quiet="#5c6470",
    accent="#1a66d6",
    on_accent="#ffffff",
    tones={
        "good": ("#e2f4e8", "#14602f"),
        "calm": ("#e6ebf3", "#37465c"),
        "warn": ("#fdf0d2", "#76500a"),
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
    tones={
        "good": ("#1c3a28", "#93dcae"),
        "calm": ("#2c333d", "#c1cddd"),
        "warn": ("#42351a", "#f3cf86"),
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
QPushButton, QToolButton#menu {{
    background: {theme.raised}; color: {theme.text}; border: 1px solid {theme.border}; border-radius: 7px;
    padding: 6px 14px;
}}
QPushButton:hover, QToolButton#menu:hover {{ border-color: {theme.accent}; }}
QPushButton:pressed, QPushButton:checked {{
    background: {theme.accent}; color: {theme.on_accent}; border-color: {theme.accent};
}}
QPushButton:focus, QToolButton#menu:focus {{ border: 2px solid {theme.accent}; padding: 5px 13px; }}
QPushButton:disabled {{ color: {theme.quiet}; }}
QPushButton[flat="true"] {{ background: transparent; border-color: transparent; }}
QPushButton[flat="true"]:focus {{ border-color: {theme.accent}; }}
QPushButton#primary {{ background: {theme.accent}; color: {theme.on_accent}; border-color: {theme.accent}; }}
QPushButton#primary:focus {{ border: 2px solid {theme.text}; }}
QPushButton#danger:checked {{
    background: {theme.tones["bad"][0]}; color: {theme.tones["bad"][1]}; border-color: {theme.tones["bad"][0]};
}}
QToolButton#menu::menu-indicator {{ image: none; }}
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
QScrollArea#reading {{ border: 2px solid transparent; border-radius: 8px; }}
QScrollArea#reading:focus {{ border-color: {theme.accent}; }}
QLabel#quiet {{ color: {theme.quiet}; }}
{tones}
"""
