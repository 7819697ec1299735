"""Read and set a camera's own controls on a thread of its own, since a driver may block."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject, pyqtSignal

from livebg.camera_controls import KNOWN, find_control, list_controls, reset_controls, set_control
from livebg.errors import LivebgError
from livebg.realtime import Task
from livebg.v4l2 import Device, Ioctl

if TYPE_CHECKING:
    from livebg.types import SourceInfo

REFRESH_S = 1.0  # automatic controls move others, and other programs may do so, too


class ControlsWorker(QObject):
    """Serve one camera at a time. All methods are for the window's thread and return at once, but `stop`.

    find: gives the device's path for the name of a source, "" = it has no controls; ioctl: the driver; None = those of this machine.
    `told(source, controls, problem)` is emitted on the window's thread: after each wish, and about once a second, with problem None.
    """

    told = pyqtSignal(object, object, object)

    def __init__(
        self, find: Callable[[str], str] | None = None, ioctl: Ioctl | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._find, self._ioctl, self._life = find, ioctl, ExitStack()
        self._changed = threading.Condition()
        self._task: Task | None = None
        self._source: SourceInfo | None = None
        self._served: SourceInfo | None = None
        self._wanted: dict[str, int | None] = {}  # the newest wish for each control, None = its default
        self._doing: dict[str, int | None] = {}
        self._all = self._ended = False
        self._found = ("", "")  # name of a source, path of its device; the thread's own

    def look_at(self, source: SourceInfo | None) -> None:
        """Serve another camera; None = none."""
        if self._task is None:
            self._task = self._life.enter_context(Task(self._run, "controls"))
        with self._changed:
            if source != self._source:
                self._source, self._wanted, self._all = source, {}, False
                self._changed.notify_all()

    def wish(self, name: str, value: int | None) -> None:
        """Set a control and keep that; None = its default, and keep nothing. A newer wish takes the place of an older one."""
        with self._changed:
            self._wanted[name] = value
            self._changed.notify_all()

    def wish_defaults(self) -> None:
        """Set all controls to their defaults, and keep nothing."""
        with self._changed:
            self._wanted, self._all = {}, True
            self._changed.notify_all()

    def busy(self, name: str) -> bool:
        """Tell whether a wish for a control is still to be fulfilled: its present value is no news."""
        with self._changed:
            return name in self._wanted or name in self._doing

    def stop(self) -> None:
        """End the thread, waiting for the driver for a while."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()
        self._life.close()

    def _run(self, stop: threading.Event) -> None:
        while not stop.is_set():
            with self._changed:
                self._changed.wait_for(self._asked, REFRESH_S)
                if self._ended:
                    return
                source, self._doing, self._wanted = self._source, self._wanted, {}
                defaults, self._all, self._served = self._all, False, source
            if source is not None:
                self._serve(source, self._doing, defaults=defaults)

    def _asked(self) -> bool:
        return self._ended or bool(self._wanted) or self._all or self._source is not self._served

    def _serve(self, source: SourceInfo, wanted: dict[str, int | None], *, defaults: bool) -> None:
        from livebg.choices import controlled_device  # OpenCV: not before the first paint

        try:
            if self._found[0] != source.name:
                self._found = (source.name, (self._find or controlled_device)(source.name))
            path = self._found[1]
            if not path:
                self.told.emit(source, (), None)
                return
            with Device(path, self._ioctl) as device:
                problem = _fulfil(device, source.device, wanted, defaults=defaults)
                self._rest()
                self.told.emit(source, list_controls(device), problem if wanted or defaults else None)
        except LivebgError as error:
            self._found = ("", "")  # plugged in again, it may have another path
            self._rest()
            self.told.emit(source, (), str(error))

    def _rest(self) -> None:
        """Say that what was taken on is done, before its outcome is told."""
        with self._changed:
            self._doing = {}


def _fulfil(device: Device, camera: str, wanted: dict[str, int | None], *, defaults: bool) -> str:
    """Set what is wanted and keep it; gives why something could not be, "" = all was done."""
    from livebg.kept_controls import controls_file, forget_control, forget_controls, keep_controls

    path, problems = controls_file(camera), list[str]()
    if defaults:
        forget_controls(path)
        problems += reset_controls(device)
    for name in (known.name for known in KNOWN if known.name in wanted):
        value = wanted[name]
        try:
            if value is None:
                forget_control(path, name)
                set_control(device, name, find_control(name, list_controls(device)).default)
            else:
                set_control(device, name, value)
                keep_controls(path, {name: value})
        except LivebgError as error:
            problems.append(str(error))
    return "; ".join(problems)
