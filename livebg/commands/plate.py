"""Record the empty room of a camera or a file."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

from tqdm import tqdm

from livebg.errors import SinkError, UsageError
from livebg.plate import plate_file, record_plate, write_plate
from livebg.segmenters import open_segmenter
from livebg.settings import Settings
from livebg.sources import open_source

SECONDS = 2.0


def plate(settings: Settings, output: Path | None, wait_s: float) -> int:
    """Keep a picture of the empty room, by default for the camera it was recorded with, and give the exit code. Raises LivebgError.

    wait_s: seconds in which to leave the picture, and for the camera to settle.
    """
    if not 0 <= wait_s <= 60:
        raise UsageError(f"--wait must be from 0 to 60 seconds, got {wait_s:g}")
    camera = settings.camera.model_copy(update={"loop": False})
    with (
        closing(open_segmenter(settings.model)) as segmenter,
        closing(open_source(camera, paced=False)) as source,
        tqdm(total=100, desc="leave the picture", unit="%", leave=False, disable=None) as bar,
    ):
        wait_s = wait_s if source.info.live else 0.0
        total_s = wait_s + SECONDS
        frames = iter(source)
        first = next(frames, None)
        if first is not None and wait_s:
            for frame in frames:
                waited = frame.captured_at - first.captured_at
                bar.update(waited / total_s * 100 - bar.n)
                if waited >= wait_s:
                    break
        bar.set_description("recording the empty room")

        def going(share: float) -> bool:
            bar.update((wait_s + share * SECONDS) / total_s * 100 - bar.n)
            return True

        made = record_plate(frames, segmenter, going, SECONDS)
        name = source.info.device or source.info.name
    path = output or plate_file(name)
    try:
        write_plate(path, made)
    except OSError as error:
        raise SinkError(f"cannot write {path}: {error.strerror or error}; choose another --output") from error
    if source.trouble:
        print(f"livebg: {source.trouble}", file=sys.stderr)
    print(f"wrote {path}: the empty room of {name}" + ("" if output is None else f"; use it with --plate {path}"))
    return 0
