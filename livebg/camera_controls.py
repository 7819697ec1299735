"""List what can be set on a camera itself, such as exposure, focus and white balance; check and set it."""

from __future__ import annotations

import errno
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from livebg import v4l2
from livebg.errors import SettingsError, SourceError

log = logging.getLogger(__name__)

Kind = Literal["int", "bool", "menu"]
KINDS: dict[int, Kind] = {v4l2.INTEGER: "int", v4l2.BOOLEAN: "bool", v4l2.MENU: "menu", v4l2.INTEGER_MENU: "menu"}
_USER, _CAMERA = 0x00980900, 0x009A0900  # where the kernel's v4l2-controls.h begins to count
MANUAL = (1, 2)  # of auto_exposure: manual, and shutter priority; the others set the time themselves


class Known(NamedTuple):
    """Name a control as the kernel does. auto: the one that takes it over; free: the values of that one which leave it alone."""

    name: str
    number: int
    auto: str = ""
    free: tuple[int, ...] = (0,)


# Those that take others over come first: what is kept is set in this order.
KNOWN = (
    Known("auto_exposure", _CAMERA + 1),
    Known("exposure_time_absolute", _CAMERA + 2, "auto_exposure", MANUAL),
    Known("exposure_dynamic_framerate", _CAMERA + 3),
    Known("exposure", _USER + 17, "auto_exposure", MANUAL),
    Known("gain_automatic", _USER + 18),
    Known("gain", _USER + 19, "gain_automatic"),
    Known("backlight_compensation", _USER + 28),
    Known("focus_automatic_continuous", _CAMERA + 12),
    Known("focus_absolute", _CAMERA + 10, "focus_automatic_continuous"),
    Known("white_balance_automatic", _USER + 12),
    Known("white_balance_temperature", _USER + 26, "white_balance_automatic"),
    Known("brightness_automatic", _USER + 32),
    Known("brightness", _USER + 0, "brightness_automatic"),
    Known("contrast", _USER + 1),
    Known("saturation", _USER + 2),
    Known("hue_automatic", _USER + 25),
    Known("hue", _USER + 3, "hue_automatic"),
    Known("gamma", _USER + 16),
    Known("sharpness", _USER + 27),
    Known("power_line_frequency", _USER + 24),
    Known("zoom_absolute", _CAMERA + 13),
    Known("pan_absolute", _CAMERA + 8),
    Known("tilt_absolute", _CAMERA + 9),
)
_NUMBERS = {known.name: known.number for known in KNOWN}


@dataclass(frozen=True)
class Control:
    """Describe one control of a camera as it is now. Numbers are the driver's own.

    kind: a bool is 0 or 1, a menu one of `choices`, (value, name) each. inactive: another control, `auto`, has taken it over; "" = not
    known which. read_only: it cannot be set, or not while another program uses it.
    """

    name: str
    number: int
    kind: Kind
    minimum: int
    maximum: int
    step: int
    default: int
    value: int
    choices: tuple[tuple[int, str], ...] = ()
    inactive: bool = False
    read_only: bool = False
    auto: str = ""

    def told(self, value: int) -> str:
        """Give a value as people and the command line write it."""
        if self.kind == "bool":
            return "on" if value else "off"
        return dict(self.choices).get(value, str(value))


def list_controls(device: v4l2.Device) -> tuple[Control, ...]:
    """List the controls of a camera; one that the driver cannot read is left out. Raises SourceError."""
    return tuple(control for known in KNOWN if (control := _look(device, known)) is not None)


def read_control(device: v4l2.Device, name: str) -> Control | None:
    """Read one control; None = the camera has none of that name. Raises SourceError."""
    known = next((known for known in KNOWN if known.name == name), None)
    return None if known is None else _look(device, known)


def _look(device: v4l2.Device, known: Known) -> Control | None:
    query = device.query(known.number)
    if query is None or query.kind not in KINDS:
        return None
    try:
        value = device.get(known.number)
    except OSError as error:
        log.info("the camera does not tell its %s: %s", known.name, error)
        return None
    kind = KINDS[query.kind]
    auto = known.auto if known.auto and device.query(_NUMBERS[known.auto]) is not None else ""
    return Control(
        known.name, known.number, kind, query.minimum, query.maximum, max(1, query.step), query.default, value,
        device.menu(query) if kind == "menu" else (),
        bool(query.flags & v4l2.INACTIVE), bool(query.flags & (v4l2.READ_ONLY | v4l2.GRABBED)), auto,
    )  # fmt: skip


def freed_by(control: Control, controls: Iterable[Control]) -> tuple[Control, int] | None:
    """Give the control that has taken over an inactive one, and the value of it that leaves it alone; None = not known."""
    auto = next((other for other in controls if other.name == control.auto), None)
    free = next(known.free for known in KNOWN if known.name == control.name)
    offered = [value for value in free if auto is not None and (auto.kind == "bool" or value in dict(auto.choices))]
    return (auto, offered[0]) if auto is not None and offered else None


def read_wish(text: str, controls: Sequence[Control]) -> tuple[str, int]:
    """Read "name=value": a number, on or off, or a choice's name or a part of it. Raises SettingsError."""
    name, equals, value = (part.strip() for part in text.partition("="))
    if not equals or not value:
        raise SettingsError(f"{text!r} sets nothing; expected NAME=VALUE, such as brightness=128")
    control = find_control(name, controls)
    low = value.casefold()
    words = {"on": 1, "true": 1, "yes": 1, "off": 0, "false": 0, "no": 0} if control.kind == "bool" else {}
    named = [number for number, choice in control.choices if choice.casefold() == low] or [
        number for number, choice in control.choices if low in choice.casefold()
    ]
    # Choices may be numbers themselves, such as those of a menu of frequencies: then their names are meant.
    if len(named) == 1 and (not low.lstrip("-").isdecimal() or int(low) not in dict(control.choices)):
        return name, named[0]
    try:
        return name, words[low] if low in words else int(value)
    except ValueError as error:
        raise SettingsError(f"{name} cannot be {value!r}; expected {range_of(control)}") from error


def find_control(name: str, controls: Sequence[Control]) -> Control:
    """Find a control by its name. Raises SettingsError that names those there are."""
    found = next((control for control in controls if control.name == name), None)
    if found is None:
        there = ", ".join(control.name for control in controls)
        raise SettingsError(f"this camera has no control {name!r}; " + (f"it has: {there}" if there else "it has none"))
    return found


def range_of(control: Control) -> str:
    """Give what a control takes, in words."""
    if control.kind == "bool":
        return "on or off"
    if control.kind == "menu":
        return "one of " + ", ".join(f'{value} "{name}"' for value, name in control.choices)
    by = f" in steps of {control.step}" if control.step > 1 else ""
    return f"a whole number from {control.minimum} to {control.maximum}{by}"


def check_range(control: Control, value: int) -> None:
    """Refuse what a control does not take. Raises SettingsError."""
    fits = value in dict(control.choices) if control.kind == "menu" else control.minimum <= value <= control.maximum
    if not fits:
        raise SettingsError(f"{control.name} cannot be {value}; expected {range_of(control)}")


def set_control(device: v4l2.Device, name: str, value: int) -> None:
    """Set one control. Raises SettingsError when it takes no such value or none now, SourceError when the driver refuses."""
    control = read_control(device, name) or find_control(name, list_controls(device))
    check_range(control, value)
    if control.read_only:
        raise SettingsError(f"{name} cannot be set: the camera's driver has locked it, perhaps only while it is in use")
    if control.inactive:
        raise SettingsError(_taken_over(control, list_controls(device)))
    try:
        device.set(control.number, value)
    except OSError as error:
        raise SourceError(f"the camera refuses {name}={control.told(value)}: {_reason(error)}") from error


def _taken_over(control: Control, controls: Sequence[Control]) -> str:
    freed = freed_by(control, controls)
    if freed is None:
        return f"{control.name} cannot be set now: another control of this camera has taken it over"
    auto, value = freed
    return (
        f"{control.name} cannot be set while {auto.name} is {auto.told(auto.value)!r}; first: "
        f'livebg controls --set "{auto.name}={auto.told(value)}"'
    )


def _reason(error: OSError) -> str:
    if error.errno == errno.EBUSY:
        return "another program uses it"
    return f"{error.strerror or error}; it may take it while it gives pictures, or not at all"


def in_order(wishes: Mapping[str, int]) -> list[tuple[str, int]]:
    """Sort names with their values so that they can be set one after another: those that take others over come first."""
    return sorted(wishes.items(), key=lambda wish: list(_NUMBERS).index(wish[0]))


def reset_controls(device: v4l2.Device) -> tuple[str, ...]:
    """Set all to the camera's own defaults; gives a sentence for each that refused. What another control has taken over stays.

    Raises SourceError when the camera is gone.
    """
    refused: list[str] = []
    for _ in range(2):  # what an automatic control let go of at the first time is set at the second
        refused = []
        for control in reversed(list_controls(device)):
            if control.value == control.default or control.inactive or control.read_only:
                continue
            try:
                device.set(control.number, control.default)
            except OSError as error:
                refused.append(f"the camera refuses {control.name}={control.told(control.default)}: {_reason(error)}")
    return tuple(refused)
