"""Turn a picture, video or folder into its composite: every frame, in order."""

from __future__ import annotations

import sys
from contextlib import ExitStack, closing
from pathlib import Path

from tqdm import tqdm

from livebg.backgrounds import open_background
from livebg.errors import SourceError, UsageError
from livebg.pipeline import fixed, in_order
from livebg.plate import open_plate
from livebg.regions import open_regions
from livebg.segmenters import open_segmenter
from livebg.settings import Settings
from livebg.sinks import open_file_sink
from livebg.sources import open_source
from livebg.stats import Stats


def render(source: str, output: str, settings: Settings, *, codec: str | None = None) -> int:
    """Write the composite of `source` to `output` and give the exit code. Raises LivebgError; nothing half-written is left.

    A live stream is recorded until Ctrl-C; of a file nothing is kept when it is interrupted.
    """
    if Path(source).exists() and Path(output).exists() and Path(source).samefile(output):
        raise UsageError(f"{output} is the input itself; give another name for the output")
    camera = settings.camera.model_copy(update={"source": source, "loop": False})
    with ExitStack() as stack:
        background = stack.enter_context(closing(open_background(settings.look)))
        segmenter = stack.enter_context(closing(open_segmenter(settings.model)))
        frames = stack.enter_context(closing(open_source(camera, paced=False)))
        info = frames.info
        parts = fixed(segmenter, settings.look, background, open_regions(settings.look), open_plate(settings.look))
        sink = open_file_sink(
            Path(output), info, alpha=background.transparent, codec=codec, as_folder=output.endswith("/")
        )
        count = 0
        try:
            # disable=None: no bar where standard error is not a terminal
            bar = stack.enter_context(tqdm(total=info.frames, unit="frame", desc=sink.name, leave=False, disable=None))
            for composite in in_order(frames, parts, Stats()):
                sink.send(composite)
                bar.update()
                count += 1
            if count == 0:
                raise SourceError(f"{source} gave no pictures; expected at least one")
        except KeyboardInterrupt:
            if not info.live:
                sink.discard()
                raise
        except BaseException:
            sink.discard()
            raise
        sink.close()
    for remark in (frames.trouble, sink.note):
        if remark:
            print(f"livebg: {remark}", file=sys.stderr)
    print(f"wrote {output}: {count} frame{'s' if count != 1 else ''} of {info.size[0]}x{info.size[1]}")
    return 0
