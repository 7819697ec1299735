"""Translate what the window says, the settings' own names and help texts included."""

from __future__ import annotations

import re
from pathlib import Path

from PyQt6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

FOLDER = Path(__file__).resolve().parent / "translations"
LANGUAGES = ("en", "vi")
UNITS = {
    "fps": " fps",
    "ms": " ms",
    "s": " s",
    "px": " px",
    "deg": "°",
}  # the last word of a field's name -> what stands behind its number


def install_translations(app: QCoreApplication, language: str | None = None) -> str:
    """Load livebg's texts and Qt's own, and give the language: "vi" or "en". Called once, before the first widget is made.

    language: None is the desktop's; one that livebg does not speak gives English.
    """
    wanted = QLocale(language) if language else QLocale.system()
    name = QLocale.languageToCode(wanted.language())
    name = name if name in LANGUAGES else "en"
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for folder, prefix in ((qt, "qtbase"), (str(FOLDER), "livebg")):
        translator = QTranslator(app)
        if translator.load(f"{prefix}_{name}", folder):
            app.installTranslator(translator)
    return name


def unit(field: str) -> str:
    """Give what stands behind a field's number: " ms" for max_age_ms, "" for most."""
    return UNITS.get(field.rsplit("_", 1)[-1], "")


def title_of(name: str) -> str:
    """Give the English name for people of a field or group: "max_age_ms" is "Max age"."""
    words = [word for word in name.split("_") if word not in ("ms", "s", "px", "deg")]
    return " ".join(words).capitalize().replace("fps", "FPS").replace("Mjpeg", "MJPEG")


def field_title(name: str) -> str:
    """Give the name for people of a field or group, in the window's language."""
    return QCoreApplication.translate("Settings", title_of(name))


def field_help(description: str) -> str:
    """Give a field's help text, in the window's language, as a sentence."""
    text = QCoreApplication.translate("Settings", description)
    return text[:1].upper() + text[1:]


def choice_title(choice: str) -> str:
    """Give a choice of a field, in the window's language."""
    return QCoreApplication.translate("Choices", choice)


def model_name(name: str) -> str:
    """Give a bundled network's name for people, in the window's language; another one's stays as it is."""
    return {
        "fast": QCoreApplication.translate("Models", "Fast"),
        "balanced": QCoreApplication.translate("Models", "Balanced"),
        "quality": QCoreApplication.translate("Models", "Quality"),
        "tiramisu": QCoreApplication.translate("Models", "Tiramisu"),
    }.get(name, name)


def model_title(name: str) -> str:
    """Say what a bundled network is for, with its name; "" for another one."""
    return {
        "fast": QCoreApplication.translate("Models", "Fast: easy on the computer"),
        "balanced": QCoreApplication.translate("Models", "Balanced: right for most"),
        "quality": QCoreApplication.translate("Models", "Quality: finest edges, most work"),
        "tiramisu": QCoreApplication.translate("Models", "Tiramisu: of another design, for comparison"),
    }.get(name, "")


def device_title(device: str, name: str) -> str:
    """Say what runs the networks. name: as `livebg devices` has it, "cpu: any processor"."""
    return QCoreApplication.translate("Devices", "The processor") if device == "cpu" else name


def step_title(step: str) -> str:
    """Give a step of the governor or of a device, in the window's language: parts such as "network fast" and "plain edges"."""
    titles = {
        "as set": QCoreApplication.translate("Governor", "as set"),
        "plain edges": QCoreApplication.translate("Governor", "plain edges"),
        "every second frame": QCoreApplication.translate("Governor", "every second frame"),
        "empty room used": QCoreApplication.translate("Governor", "empty room used"),
        "empty room not used": QCoreApplication.translate("Governor", "empty room not used"),
        "whole frames on the GPU": QCoreApplication.translate("Governor", "whole frames on the GPU"),
        "stages on the CPU": QCoreApplication.translate("Governor", "stages on the CPU"),
    }
    network = QCoreApplication.translate("Governor", "network %1")
    parts = step.split(", ")
    return ", ".join(titles.get(part) or network.replace("%1", part.removeprefix("network ")) for part in parts)


def reason_title(reason: str) -> str:
    """Give the reason for a step, in the window's language."""
    known = {
        r"(\S+) of the frames came too late": QCoreApplication.translate("Governor", "%1 of the frames came too late"),
        r"(\S+) of a processor used, (\S+) allowed": QCoreApplication.translate(
            "Governor", "%1 of a processor used, %2 allowed"
        ),
        "there is room for more": QCoreApplication.translate("Governor", "there is room for more"),
        "it fits again": QCoreApplication.translate("Governor", "it fits again"),
        "the camera or the light has moved": QCoreApplication.translate(
            "Governor", "the camera or the light has moved"
        ),
        "the fused graph is ready": QCoreApplication.translate("Governor", "the fused graph is ready"),
        "the fused graph is without (.+)": QCoreApplication.translate("Governor", "the fused graph is without %1"),
        "the GPU failed": QCoreApplication.translate("Governor", "the GPU failed"),
    }
    for pattern, text in known.items():
        found = re.fullmatch(pattern, reason)
        if found:
            for place, value in enumerate(found.groups(), 1):
                text = text.replace(f"%{place}", value)
            return text
    return reason


def advice_title(advice: str, *, mirrored: bool) -> str:
    """Give a hint for the person in the picture, in the window's language. mirrored: the picture is that of a mirror."""
    left, right = ("at the right", "at the left") if mirrored else ("at the left", "at the right")
    return {
        "nobody": QCoreApplication.translate("Advice", "Nobody is in the picture"),
        left: QCoreApplication.translate("Advice", "Move a little to your left"),
        right: QCoreApplication.translate("Advice", "Move a little to your right"),
        "too far": QCoreApplication.translate("Advice", "Come closer"),
        "too near": QCoreApplication.translate("Advice", "Move back a little"),
        "dark": QCoreApplication.translate("Advice", "Your face is dark: turn to a window or a lamp"),
    }.get(advice, "")


def background_title(name: str) -> str:
    """Give the name of a bundled background, in the window's language; `name` as the library has it, such as "Living room"."""
    return QCoreApplication.translate("Backgrounds", name)
