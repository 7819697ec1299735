"""Store composites as pictures: one picture file, or a folder of numbered PNGs."""

from __future__ import annotations

import re
from pathlib import Path

import cv2

from livebg.errors import SinkError, UsageError
from livebg.sinks.partial import PartialFile, write_failure
from livebg.types import Composite, Image, Size

SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff")
ALPHA_SUFFIXES = (".png", ".webp", ".tif", ".tiff")
_NUMBERED = re.compile(r"\d{5,}\.png")


def encoded(image: Image, suffix: str) -> bytes:
    """Give the bytes of a picture file: 8-bit, JPEG at quality 95, all others lossless.

    image: uint8, (H, W) grey, (H, W, 3) BGR or (H, W, 4) BGRA. Raises ValueError when the format cannot hold it.
    """
    options = {
        ".jpg": [cv2.IMWRITE_JPEG_QUALITY, 95],
        ".jpeg": [cv2.IMWRITE_JPEG_QUALITY, 95],
        ".webp": [cv2.IMWRITE_WEBP_QUALITY, 101],  # above 100 = lossless
    }
    try:
        done, data = cv2.imencode(suffix, image, options.get(suffix, []))
    except cv2.error as error:
        raise ValueError(error.err) from error
    if not done:
        raise ValueError("the encoder refused it")
    return data.tobytes()


def _write(file: PartialFile, image: Image, *, alpha: bool) -> None:
    """Encode a picture into a partial file; on failure the file is dropped and SinkError raised."""
    height, width = image.shape[:2]
    try:
        if image.shape[2:] == (4,) and not alpha:
            raise SinkError(f"{file.path} cannot store transparency, but the picture has some")
        file.file.write(encoded(image, file.path.suffix.lower()))
    except OSError as error:
        file.drop()
        raise write_failure(file.path, error) from error
    except ValueError as error:
        file.drop()
        raise SinkError(f"cannot store {width}x{height} as {file.path}: {error}; try .png") from error
    except SinkError:
        file.drop()
        raise


def write_picture(path: Path, image: Image) -> None:
    """Write one picture file, beside first and then renamed. image: (H, W) grey, BGR or BGRA, uint8. Raises SinkError."""
    output = PartialFile(path)
    _write(output, image, alpha=True)
    output.publish()


class PictureFile:
    """Store exactly one composite as one picture; a second one is an error, because it would be lost."""

    note = ""
    size: Size | None = None
    fps: float | None = None
    i420: bool | None = False

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        self.alpha = path.suffix.lower() in ALPHA_SUFFIXES
        self._output: PartialFile | None = PartialFile(path)
        self._sent = False

    def send(self, composite: Composite) -> None:
        """Store the picture. Raises SinkError, and leaves nothing, for a second picture and when it cannot be written."""
        if self._output is None:
            raise SinkError(f"{self.name} is closed and takes no more pictures")
        if self._sent:
            self.discard()
            raise SinkError(
                f"{self.name} holds one picture but got a second one; give a folder (its name ends in /) or a video file"
            )
        try:
            _write(self._output, composite.image, alpha=self.alpha)
        except SinkError:
            self._output = None
            raise
        self._sent = True

    def close(self) -> None:
        """Give the picture its final name; without a picture leave nothing. Raises SinkError."""
        output, self._output = self._output, None
        if output is not None and self._sent:
            output.publish()
        elif output is not None:
            output.drop()

    def discard(self) -> None:
        """Leave nothing behind."""
        output, self._output = self._output, None
        if output is not None:
            output.drop()


class PngSequence:
    """Store composites as 00000.png, 00001.png ... in a folder, which is created if it is missing."""

    note = ""
    alpha = True
    i420: bool | None = False
    size: Size | None = None
    fps: float | None = None

    def __init__(self, folder: Path) -> None:
        self.name = str(folder)
        self._folder, self._open = folder, True
        self._written: list[Path] = []
        try:
            self._created = not folder.exists()
            folder.mkdir(exist_ok=True)
            taken = next((entry.name for entry in folder.iterdir() if _NUMBERED.fullmatch(entry.name)), None)
        except FileNotFoundError as error:
            raise SinkError(
                f"cannot write {folder}: the folder {folder.parent} does not exist; create it first"
            ) from error
        except FileExistsError as error:
            raise SinkError(f"cannot write into {folder}: it is a file, not a folder; give another name") from error
        except OSError as error:
            raise SinkError(
                f"cannot write {folder}: {error.strerror or error}; choose a folder that you may write to"
            ) from error
        if taken is not None:
            raise UsageError(f"{folder} already holds numbered pictures such as {taken}; give an empty or new folder")
        self._check_writable()

    def _check_writable(self) -> None:
        """Fail before the first picture is computed, not after."""
        try:
            PartialFile(self._folder / "00000.png").drop()
        except SinkError:
            self.discard()
            raise

    def send(self, composite: Composite) -> None:
        """Store the next picture under its final name. Raises SinkError and removes all it wrote when it cannot."""
        if not self._open:
            raise SinkError(f"{self.name} is closed and takes no more pictures")
        path = self._folder / f"{len(self._written):05d}.png"
        try:
            write_picture(path, composite.image)
        except SinkError:
            self.discard()
            raise
        self._written.append(path)

    def close(self) -> None:
        """Keep the pictures; without any, leave nothing."""
        if not self._written:
            self.discard()
        self._open = False

    def discard(self) -> None:
        """Remove the pictures of this run, and the folder if it was created for them and is empty."""
        if not self._open:
            return
        self._open = False
        for path in self._written:
            path.unlink(missing_ok=True)
        if self._created and not any(self._folder.iterdir()):
            self._folder.rmdir()
