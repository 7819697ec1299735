"""Tune a network on your own room."""

from __future__ import annotations

import argparse
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from livebg.assets import int8_beside
from livebg.errors import DataError, LivebgError

PICTURES = "64"  # that its int8 file is calibrated on: one room has less to show than the world
HELP = "tune a network on clips of your own room, empty and with you in it"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--clip",
        type=Path,
        action="append",
        required=True,
        help="a video of your room, empty or with you; give both kinds",
    )
    parser.add_argument(
        "--output",
        type=Path,
        required=True,
        help="the .onnx file to write, for: livebg --model FILE; an int8 one, FILE-int8.onnx, is put beside it",
    )
    parser.add_argument(
        "--init",
        type=Path,
        default=Path("train/weights/balanced.safetensors"),
        help="weights to start from, default: %(default)s",
    )
    parser.add_argument("--steps", type=int, help="train this many steps in place of the recipe's")


def run(args: argparse.Namespace) -> None:
    """Label, train, compare, and export when it is no worse."""
    from train.clips import DEMO
    from train.fit import fit
    from train.networks import load_network
    from train.personalise import bundled_int8, family, lay_out, measure, network_matte, preset_for, sort_clips, spread

    network, card = load_network(args.init)
    int8 = bundled_int8(card)
    area_px = int8.area_px if int8 else card["area_px"]
    room, me = sort_clips([spread(path) for path in args.clip], network, area_px)
    # The last fifth of each is held out: later moments of the clip, not neighbours of what was trained on.
    cut_room, cut_me = max(1, len(room) * 4 // 5), max(1, len(me) * 4 // 5)
    held_room = room[cut_room:] or room[-1:]
    held_me = [(image, network_matte(network, area_px, image)) for image in me[cut_me:] or me[-1:]]
    preset = preset_for(card, area_px)
    if args.steps:
        preset = replace(preset, steps=args.steps)
    with TemporaryDirectory(prefix="livebg-") as scratch:
        folder, tuned = Path(scratch), Path(scratch) / "tuned.safetensors"
        kept = lay_out(folder, room[:cut_room], me[:cut_me], network, area_px)
        if kept < 5:
            raise DataError(
                f"only {kept} of {cut_me} frames of you could be labelled with confidence; record a longer clip in better light"
            )
        fit(str(card["preset"]), preset, [folder], folder / "run", tuned, init=args.init)
        before, after = (measure(file, held_room, held_me, area_px) for file in (args.init, tuned))
        print("                                              before   after")
        print(f"false person in the empty room, % of pixels   {before.false_person:6.2f}  {after.false_person:6.2f}")
        print(f"you, IoU % with the labels before             {before.me:6.2f}  {after.me:6.2f}")
        print(f"the bundled clip, IoU %                       {before.demo:6.2f}  {after.demo:6.2f}")
        if after.false_person > before.false_person + 0.1 or after.demo < before.demo - 2:
            raise LivebgError(
                f"the tuned network is worse, so {args.output} was not written; try other or longer clips"
            )
        export = [sys.executable, "-m", "export"]  # a layer above: it imports `train`
        description = f"{family(card)}, tuned on your room"
        beside = int8_beside(args.output)
        beside.unlink(missing_ok=True)  # an older one would be run in place of what is written now
        subprocess.run([*export, "onnx", str(tuned), str(args.output), "--description", description], check=True)
        if int8:
            sets = ["--data", str(folder), "--sets", "me", DEMO, "--backgrounds", preset.backgrounds]
            how = ["--area", str(area_px), "--pictures", PICTURES]
            if int8.area_without_dot_px:
                how += ["--area-without-vnni", str(int8.area_without_dot_px)]
            subprocess.run([*export, "int8", str(args.output), "--output", str(beside), *sets, *how], check=True)
