"""All errors a user can meet, each with a text that says what failed, what was expected and what to do.

LivebgError
|-- UsageError       the command line asks for something that cannot be (exit code 2)
|-- SettingsError    a setting is out of range or unknown (exit code 2)
|-- SourceError      a camera, file or stream gives no pictures
|-- BackgroundError  a background cannot be read
|-- ModelError       a model is missing, corrupt or not one of ours, or fails while it runs
|-- SinkError        a file, folder or virtual camera takes no pictures
|-- ControlError     a running livebg cannot be asked, or refuses, or there is one already
|-- DesktopError     the desktop's menu takes no entry
|-- DisplayError     no window can be shown here
|-- HotkeyError      the desktop gives no key, or takes it back
`-- DataError        training data is missing or broken
"""

from __future__ import annotations

from typing import Literal


class LivebgError(Exception):
    """Be the root of all errors whose text is meant for the user."""


class UsageError(LivebgError):
    """Report a command line that cannot be carried out."""


class SettingsError(LivebgError):
    """Report a setting that is out of its range or unknown."""


class SourceError(LivebgError):
    """Report a camera, file or stream that gives no pictures."""


class BackgroundError(LivebgError):
    """Report a background that cannot be read."""


class ModelError(LivebgError):
    """Report a model that cannot be loaded or that failed while running."""


class SinkError(LivebgError):
    """Report a file, folder or virtual camera that takes no pictures."""


class ControlError(LivebgError):
    """Report that a running livebg cannot be asked, that it refuses, or that there is one already."""


class DesktopError(LivebgError):
    """Report that the desktop's menu takes no entry."""


class DisplayError(LivebgError):
    """Report that no window can be shown here."""


class HotkeyError(LivebgError):
    """Report that the desktop gives no key, or takes it back.

    reason: absent = this desktop gives none, nameless = it does not know livebg, refused = the user said no, lost = it did, once.
    """

    def __init__(self, reason: Literal["absent", "nameless", "refused", "lost"], text: str) -> None:
        super().__init__(text)
        self.reason = reason


class DataError(LivebgError):
    """Report training data that is missing or broken."""
