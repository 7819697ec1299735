"""Score models on the validation split."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from livebg.errors import DataError, SinkError, UsageError

HELP = "score models: held-out pictures, clips, empty rooms, rendered people, and what the networks cost"
SETS = ["selfies", "fashion"]
STDOUT = Path("-")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("models", type=Path, nargs="*", help=".onnx files of ours, .tflite files of MediaPipe")
    parser.add_argument("--data", type=Path, help="folder of data sets, see train/README.md")
    parser.add_argument(
        "--sets", nargs="+", default=[], help=f"score their held-out pictures, default: {' '.join(SETS)}"
    )
    parser.add_argument(
        "--all", nargs="+", default=[], metavar="SET", help="score all pictures, for models trained without the set"
    )
    parser.add_argument("--rendered", type=Path, metavar="DIR", help="score the held-out people of `train render`")
    parser.add_argument(
        "--placed", action="store_true", help="score held-out people of the sets put into rooms, far away and several"
    )
    parser.add_argument(
        "--faults", action="store_true", help="score the sets through bad cameras, too: dark, noisy, blurred"
    )
    parser.add_argument("--demo", action="store_true", help="score the bundled clip, frame by frame")
    parser.add_argument(
        "--sequence",
        type=Path,
        nargs="+",
        action="append",
        default=[],
        metavar=("VIDEO", "MATTE"),
        help="score a clip, frame by frame; without its matte for flicker only; may be repeated",
    )
    parser.add_argument("--cost", action="store_true", help="measure the networks' CPU time, with nothing else running")
    parser.add_argument("--plot", type=Path, metavar="FILE.png", help="draw quality against measured CPU time")
    parser.add_argument("--sheet", type=Path, metavar="FILE.png", help="draw pictures, composites and mattes")
    parser.add_argument(
        "--json",
        type=Path,
        nargs="?",
        const=STDOUT,
        metavar="FILE",
        help="write the rows as JSON, to stdout without FILE",
    )
    parser.add_argument("--markdown", action="store_true", help="print the table beside --json, too")
    parser.add_argument(
        "--threads", type=int, default=1, help="CPU threads, default: %(default)s; the cost is always of one"
    )


def _check(args: argparse.Namespace) -> None:
    """Refuse what cannot be, before anything is loaded. Raises UsageError or DataError."""
    if not args.models:
        raise UsageError("no model given; expected .onnx or .tflite files, before the options")
    names = [path.stem for path in args.models]
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise UsageError(f"two models are called {twice[0]}, so their rows could not be told apart; rename one file")
    if args.threads < 1:
        raise UsageError(f"--threads must be at least 1, got {args.threads}")
    if any(len(clip) > 2 for clip in args.sequence):
        raise UsageError("--sequence takes one video and its matte; repeat it for more clips")
    if not args.data and (args.sets or args.all or args.rendered or args.placed or args.faults or args.sheet):
        raise UsageError(
            "--sets, --all, --rendered, --placed, --faults and --sheet need --data DIR: there are the pictures, and the rooms"
        )
    if not (args.data or args.demo or args.sequence):
        raise UsageError("nothing to score; give --data DIR, --demo or --sequence VIDEO MATTE")


def run(args: argparse.Namespace) -> None:
    """Score and print."""
    _check(args)
    from livebg.assets import asset
    from train import evaluate, report
    from train.clips import bundled_rooms
    from train.cost import measure
    from train.peers import load_contenders
    from train.placed import placed_sets
    from train.rendered import rendered_clips, rendered_set

    contenders = [each for path in args.models for each in load_contenders(path, args.threads)]
    sets, rooms, rows = [], [], []
    if args.data:
        if not args.data.is_dir():
            raise DataError(f"there is no data folder {args.data}; lay it out as train/README.md says")
        names = args.sets or ([] if args.all else SETS)
        sets += [evaluate.held_out_set(args.data, name) for name in names]
        sets += [evaluate.whole_set(args.data, name) for name in args.all]
        if args.rendered or args.placed or (args.data / evaluate.BACKGROUNDS).is_dir():
            rooms = evaluate.empty_rooms(args.data)
    faulty = [evaluate.with_faults(pictures) for pictures in sets] if args.faults else []
    if args.placed:
        sets += placed_sets([list(pictures.read()) for pictures in sets], rooms)
    sets += faulty
    if args.rendered:
        sets.append(rendered_set(args.rendered, rooms))
    demo = [asset("demo/person.mp4"), asset("demo/person_matte.mkv")]
    clips = [("demo", demo)] if args.demo else []
    clips += [(clip[0].stem, clip) for clip in args.sequence]
    costs = measure(contenders) if args.cost or args.plot else {}
    for pictures in sets:
        rows += evaluate.set_rows(pictures, contenders)
    for name, files in clips:
        rows += evaluate.clip_rows(name, files[0], files[1] if len(files) == 2 else None, contenders)
    sequences = rendered_clips(args.rendered, rooms) if args.rendered else []
    if sequences:
        rows += evaluate.sequence_rows("rendered sequences", sequences, contenders)
    if rooms:
        rows += evaluate.room_rows(rooms, contenders)
    if costs:
        rows = report.with_costs(rows, costs)
    if args.json and args.json != STDOUT:
        _write(args.json, rows)
    if args.json == STDOUT:
        print(json.dumps(rows, indent=2))
    if args.markdown or not args.json:
        print(report.as_markdown(rows))
    if args.plot:
        report.plot(args.plot, rows)
    if args.sheet:
        report.sheet(args.sheet, sets, report.shown_ways(contenders), bundled_rooms())


def _write(path: Path, rows: list[dict[str, object]]) -> None:
    """Write rows as JSON. Raises SinkError."""
    try:
        path.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise SinkError(f"cannot write {path}: {error.strerror}; choose a place that you may write to") from error
