"""Parse the command line and run one command; settings become flags with their own help.

Each command imports what it runs: OpenCV and ONNX Runtime take longer than a window may take to open.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from livebg.commands.flags import add_controls, add_settings
from livebg.errors import DisplayError, LivebgError, SettingsError, UsageError
from livebg.logs import logged
from livebg.remote import COMMANDS
from livebg.settings import Settings, load_settings

MEASURED_MODEL = "balanced"  # what is compared with others when nothing else is asked for
LIVE_ONLY = ("accelerator", "hold_rate", "processor_budget")  # in order, every machine gives the same output
DEMO_FILE = Path("livebg-demo.mp4")
EXIT_FAILURE, EXIT_USAGE, EXIT_INTERRUPTED, EXIT_UNREAD = 1, 2, 130, 141


def build_parser() -> argparse.ArgumentParser:
    """Build the one parser of all commands; `run` holds what to call."""
    parser = argparse.ArgumentParser(
        prog="livebg", description="A virtual background for your webcam, private by construction."
    )
    parser.add_argument("--verbose", "-v", action="store_true", help="log what happens")
    adding = parser.add_subparsers(dest="command", metavar="COMMAND", description="without a command: the window")
    parser.add_argument("--settings", type=Path, metavar="FILE", help="settings file (TOML) in place of your own one")
    parser.set_defaults(run=_window)

    def command(name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        sub = adding.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.")
        sub.set_defaults(run=run)
        return sub

    sub = command("demo", _demo, "show the bundled clip with a new background: in the window, or else in a file")
    sub.add_argument(
        "output", nargs="?", type=Path, help="the video to write; without a display and a name: livebg-demo.mp4"
    )
    add_settings(sub, "model", "look", leave_out=LIVE_ONLY)

    sub = command("render", _render, "read a picture, video or folder and write the composite")
    sub.add_argument("input", help="a picture, a video, a folder of pictures, a stream's URL, demo or pattern")
    sub.add_argument(
        "output", help="a video (.mp4 .mov .mkv .avi), a picture, or a folder (ending in /) for numbered PNGs"
    )
    sub.add_argument(
        "--codec", choices=("h264", "ffv1"), help="video codec; default: ffv1 (lossless) for .mkv and .avi, else h264"
    )
    add_settings(sub, "model", "look", leave_out=LIVE_ONLY)

    sub = command("matte", _matte, "write the mattes of pictures and videos as 8-bit PNGs, person = 255")
    sub.add_argument("inputs", nargs="+", type=Path, metavar="INPUT", help="pictures, videos, or folders of pictures")
    sub.add_argument("--output", type=Path, required=True, metavar="DIR", help="folder for the PNGs")
    sub.add_argument(
        "--sequence", action="store_true", help="each input folder of numbered pictures is one video, smoothed in order"
    )
    sub.add_argument(
        "--raw", action="store_true", help="the network's own matte, enlarged, without smoothing and edge refinement"
    )
    add_settings(sub, "model", "look", leave_out=("background", "fit", *LIVE_ONLY))

    sub = command("run", _run, "run live without a window until Ctrl-C")
    sub.add_argument(
        "--sink",
        default="virtual-camera",
        help="virtual-camera, pipewire, mjpeg (an HTTP stream on this computer), null, or a file to record to; default: %(default)s",
    )
    sub.add_argument("--duration", type=float, metavar="S", help="stop after this many seconds")
    sub.add_argument("--json", action="store_true", help="print the figures at the end as JSON")
    add_settings(sub, "camera", "model", "look", "output")

    sub = command("plate", _plate, "keep a picture of the empty room, which helps to tell things from the room")
    sub.add_argument(
        "--output", type=Path, metavar="FILE", help="a .png for --plate, in place of the one kept for this camera"
    )
    sub.add_argument(
        "--wait", type=float, default=5.0, metavar="S", help="seconds to leave the picture, default: %(default)g"
    )
    add_settings(sub, "camera", "model")

    sub = command("bench", _bench, "measure milliseconds per frame and stage on the demo clip")
    sub.add_argument("--size", default="1280x720", metavar="WxH", help="size of the frames, default: %(default)s")
    sub.add_argument(
        "--startup",
        type=int,
        metavar="N",
        help="measure N starts of the window instead, from process start to first paint",
    )
    sub.add_argument("--frames", type=int, default=200, help="how many frames to measure, default: %(default)s")
    sub.add_argument(
        "--soak",
        metavar="TIME",
        help="run live for 90s, 10m or 1h instead, breaking a part every 30 s, and say what it took",
    )
    sub.add_argument(
        "--faults",
        action="store_true",
        help="break every part of a session instead, and say what a caller would have seen",
    )
    sub.add_argument(
        "--against",
        choices=("mediapipe",),
        help=f"measure whole frames beside MediaPipe's selfie model in a plain recipe, in the same run; default model: {MEASURED_MODEL}",
    )
    sub.add_argument(
        "--plot", type=Path, metavar="FILE", help="measure how cost grows with size, threads and people, and draw it"
    )
    sub.add_argument("--peer-model", type=Path, metavar="FILE", help="the peer's .tflite file, for --against")
    sub.add_argument("--json", action="store_true", help="print JSON")
    add_settings(sub, "model", "look", leave_out=LIVE_ONLY)

    sub = command("doctor", _doctor, "look for what keeps callers from seeing your picture, and say what mends it")
    sub.add_argument("--report", action="store_true", help="print a report to paste into an issue; it names nobody")
    sub.add_argument("--json", action="store_true", help="print JSON")
    sub = command("ctl", _ctl, "steer the livebg that runs: pause, resume, background NAME, preset NAME, status, show")
    sub.add_argument("action", choices=tuple(COMMANDS), help="what it shall do")
    sub.add_argument("value", nargs="?", default="", help="the background or the name of the preset")
    sub.add_argument("--json", action="store_true", help="print the answer as JSON")

    sub = command("desktop", _desktop, "put livebg into the desktop's menu, and let it start with the desktop (Linux)")
    either = sub.add_mutually_exclusive_group()
    either.add_argument("--install", action="store_true", help="make or renew the menu entry")
    either.add_argument("--remove", action="store_true", help="take the menu entry away, and starting with the desktop")
    sub.add_argument("--autostart", choices=("on", "off"), help="start livebg with the desktop, or not any more")

    add_controls(
        command("controls", _controls, "list and set what the camera itself can do, such as exposure and focus")
    )
    for name, run, text in (
        ("cameras", _cameras, "list the cameras"),
        ("models", _models, "list the bundled matting networks"),
        ("devices", _devices, "list what can run the networks here, and why something cannot"),
    ):
        command(name, run, text).add_argument("--json", action="store_true", help="print JSON")
    return parser


def _settings(args: argparse.Namespace) -> Settings:
    import cv2

    settings = load_settings(args.settings, vars(args))
    cv2.setNumThreads(settings.model.threads)
    return settings


def _window(args: argparse.Namespace) -> int:
    from livebg.commands.window import window

    return window(args.settings)


def _demo(args: argparse.Namespace) -> int:
    from livebg.commands.window import DEMO_BACKGROUND, demo_window
    from livebg.gui.display import display_named

    args.background = args.background or DEMO_BACKGROUND
    if args.output is None and display_named():
        try:
            return demo_window(load_settings(args.settings, vars(args)))
        except DisplayError as error:  # it is said, and the clip is shown in a file
            print(f"livebg: {error}", file=sys.stderr)
    from livebg.commands.render import render

    return render("demo", str(args.output or DEMO_FILE), _settings(args))


def _render(args: argparse.Namespace) -> int:
    from livebg.commands.render import render

    return render(args.input, args.output, _settings(args), codec=args.codec)


def _matte(args: argparse.Namespace) -> int:
    from livebg.commands.matte import matte

    return matte(args.inputs, args.output, _settings(args), sequence=args.sequence, raw=args.raw)


def _run(args: argparse.Namespace) -> int:
    from livebg.commands.live import run_live

    with logged():
        return run_live(_settings(args), sink=args.sink, duration_s=args.duration, as_json=args.json)


def _ctl(args: argparse.Namespace) -> int:
    from livebg.commands.ctl import ctl

    if bool(args.value) != COMMANDS[args.action]:
        raise UsageError(
            f"{args.action} takes {'a name' if COMMANDS[args.action] else 'no value'}; see livebg ctl --help"
        )
    return ctl(args.action, args.value, as_json=args.json)


def _desktop(args: argparse.Namespace) -> int:
    from livebg.commands.desktop import desktop

    return desktop(install=args.install, remove=args.remove, start=args.autostart)


def _bench(args: argparse.Namespace) -> int:
    from livebg.commands.benches import run_bench

    return run_bench(args, lambda: _settings(args), MEASURED_MODEL)


def _plate(args: argparse.Namespace) -> int:
    from livebg.commands.plate import plate

    return plate(_settings(args), args.output, args.wait)


def _cameras(args: argparse.Namespace) -> int:
    from livebg.commands.lists import print_cameras

    return print_cameras(as_json=args.json)


def _controls(args: argparse.Namespace) -> int:
    from livebg.commands.controls import controls

    return controls(args.source, args.set, reset=args.reset, as_json=args.json)


def _models(args: argparse.Namespace) -> int:
    from livebg.commands.lists import print_models

    return print_models(as_json=args.json)


def _devices(args: argparse.Namespace) -> int:
    from livebg.commands.devices import print_devices

    return print_devices(as_json=args.json)


def _doctor(args: argparse.Namespace) -> int:
    from livebg.commands.doctor import print_doctor

    return print_doctor(report=args.report, as_json=args.json)


def reader_left() -> bool:
    """Tell whether what reads the output has had enough, as in `livebg models | head -1`; nothing is written then, not even at exit."""
    try:
        print(flush=True)  # what was not written before is forgotten, and says nothing any more
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return True
    return False


def main(argv: Sequence[str] | None = None) -> int:
    """Run livebg and give the exit code; errors are one sentence.

    0 done, 1 failed, 2 wrong usage, 130 interrupted, 141 the output is no longer read.
    """
    args = build_parser().parse_args(argv)
    messages = logging.StreamHandler()
    messages.setLevel(logging.INFO if args.verbose else logging.WARNING)  # the log file takes more than the terminal
    logging.basicConfig(level=messages.level, format="livebg: %(message)s", handlers=[messages])
    try:
        code: int = args.run(args)
        if sys.stdout:
            sys.stdout.flush()
    except (UsageError, SettingsError) as error:
        print(f"livebg: {error}", file=sys.stderr)
        return EXIT_USAGE
    except LivebgError as error:
        print(f"livebg: {error}", file=sys.stderr)
        return EXIT_FAILURE
    except KeyboardInterrupt:
        print("livebg: interrupted; nothing half-written is left", file=sys.stderr)
        return EXIT_INTERRUPTED
    except Exception as error:
        if isinstance(error, BrokenPipeError) and reader_left():
            return EXIT_UNREAD
        if args.verbose:
            raise
        print(
            f"livebg: internal error: {error!r}; run it again with --verbose before the command and report what it says",
            file=sys.stderr,
        )
        return EXIT_FAILURE
    return code
