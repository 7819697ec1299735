"""Hold the training recipes by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal

from livebg.errors import DataError, ModelError, SettingsError
from train.clips import BUNDLED, DEMO
from train.encoders import NAMES
from train.networks import MeanRecipe, Recipe
from train.recurrent import RecurrentUNetRecipe
from train.samples import GENTLE, NEAR, NEARER, Mix, Phase
from train.tiramisu import DROPOUT, LIGHT, PAPER
from train.unet import RECIPES as UNETS
from train.unet_classic import EncoderUNetRecipe

# (H, W). Frames of 16:9, 4:3, 1:1 and the portrait ones, as `livebg.segmenters.onnx.network_size` gives them for the area.
SIZES_15K = ((96, 160), (96, 128), (128, 128), (128, 96), (160, 96))
SIZES_20K = ((96, 192), (128, 160), (128, 128), (160, 128), (192, 96))
SIZES_29K = ((128, 224), (160, 192), (160, 160), (192, 160), (224, 128))
SIZES_49K = ((160, 288), (192, 256), (224, 224), (256, 192), (288, 160))
SIZES_66K = ((192, 352), (224, 288), (256, 256), (288, 224), (352, 192))

FEW_66K = ((192, 352), (256, 224))  # a GPU takes some seconds to find its kernels for each network and shape


@dataclass(frozen=True)
class Preset:
    """Hold a whole recipe; it is stored in every checkpoint and weights file, so a run can be rebuilt from them."""

    network: Recipe
    area_px: int  # the network is used on about this many pixels
    phases: tuple[Phase, ...]  # progressive sizes: much of the learning happens small and cheap
    # Data sets and their shares of the samples; pseudo/... are labelled by `python -m train pseudo`, rendered ones by `render`.
    sets: tuple[tuple[str, float], ...] = (
        ("selfies", 0.32),
        ("fashion", 0.21),
        ("pseudo/selfies", 0.22),
        ("pseudo/fashion", 0.13),
        ("synth", 0.12),
    )
    teachers: tuple[str, ...] = ()  # model files; see train/distil.py
    taught: float = 0.4  # share of the samples that the teachers label, where there are any
    focus: float = 0.0  # on pictures that the weights of --init do badly on; see train/focus.py
    backgrounds: str = "backgrounds"
    steps: int = 48_000
    batch_size: int = 32
    optimiser: Literal["muon", "adamw", "rmsprop"] = "muon"
    schedule: Literal["cosine", "exponential"] = "cosine"
    loss: Literal["matting", "cross-entropy", "sequence"] = "matting"
    frames: int = 1  # of a sample: more than one for a recurrent network
    rate: float = 3e-3
    muon_rate: float = 0.05  # of the matrices; `rate` is then that of everything else
    warm_up: int = 300
    weight_decay: float = 1e-4
    ema_decay: float = 0.999
    seed: int = 1


BALANCED = Preset(
    network=UNETS["balanced"],
    area_px=28_672,
    phases=(Phase(0.20, SIZES_15K), Phase(0.60, SIZES_29K, NEAR), Phase(1.0, SIZES_29K + SIZES_49K, GENTLE)),
)

# What goes on from kept weights (`--init`), with teachers: near to what users will show it from the beginning, selfies and hard
# pictures oftener, from a rate at which little is unlearnt first.
GOING_ON = replace(
    BALANCED,
    phases=(
        Phase(0.35, SIZES_29K + SIZES_49K, NEARER),
        Phase(1.0, SIZES_29K + SIZES_49K + SIZES_66K, GENTLE),
    ),
    sets=(
        ("selfies", 0.27),
        ("fashion", 0.11),
        ("near/fashion", 0.06),
        ("pseudo/selfies", 0.27),
        ("pseudo/fashion", 0.05),
        ("pseudo/clips", 0.03),
        ("synth", 0.21),
    ),
    taught=0.4,  # with what is rendered more than half of the samples: the others keep painted mattes, whose edges are sharper
    focus=0.5,
    steps=5000,
    rate=5e-4,
    muon_rate=0.01,
    warm_up=200,
)

# Learns from kept samples again and again (`train draw`, `fit --drawn`), so what they show is chosen here, too.
TAUGHT = replace(
    GOING_ON,
    area_px=65_536,
    phases=(Phase(0.25, SIZES_49K, NEARER), Phase(1.0, SIZES_49K + SIZES_66K * 2, GENTLE)),
    taught=0.6,
    focus=0.0,
    steps=15_000,
    rate=1e-3,
    muon_rate=0.02,
)

# The same on samples that a large teacher labelled once, less of them by teachers alone, half of them large.
CONTEXT = replace(
    GOING_ON,
    area_px=65_536,
    phases=(Phase(1.0, SIZES_29K + SIZES_49K * 2 + SIZES_66K * 3, GENTLE),),
    sets=(
        ("selfies", 0.30),
        ("fashion", 0.12),
        ("near/fashion", 0.06),
        ("pseudo/selfies", 0.26),
        ("pseudo/fashion", 0.06),
        ("pseudo/clips", 0.03),
        ("synth", 0.17),
    ),
    taught=0.25,
    focus=0.0,
    steps=5000,
    rate=4e-4,
    muon_rate=0.008,
    warm_up=100,
)

LITE = EncoderUNetRecipe("efficientnet_lite0", narrowest=32, finest=4, light=True, blocks=12, context=1)

# For an encoder that knows a thousand kinds of things already (`--encoder FILE`).
KNOWING = replace(GOING_ON, area_px=65_536, focus=0.0, batch_size=16, optimiser="adamw")

PRESETS = {
    "balanced": BALANCED,
    "balanced-on": replace(GOING_ON, area_px=65_536),
    # Goes on from balanced, patiently, on samples that a large teacher labelled once: `train draw`, then `fit --drawn`.
    "balanced-taught": TAUGHT,
    "lite-taught": replace(
        TAUGHT, network=LITE, optimiser="adamw", rate=8e-4, ema_decay=0.998, warm_up=100, steps=2000
    ),
    # Go on from kept weights, also from those of networks with fewer context blocks: `--init train/weights/NAME.safetensors`.
    "balanced-context": CONTEXT,
    # balanced and lite at once, tuned together: `--init train/weights/quality.safetensors`. The shipped one is just their mean.
    "quality": replace(CONTEXT, network=MeanRecipe((UNETS["balanced"], LITE)), optimiser="adamw"),
    # balanced's network for half of its pixels: `--init train/weights/balanced.safetensors`.
    "fast": replace(
        CONTEXT, area_px=28_672, phases=(Phase(1.0, SIZES_15K + SIZES_20K + SIZES_29K, GENTLE),), steps=2000
    ),
    "tiramisu": replace(BALANCED, network=LIGHT["tiramisu"]),
    # Goes on from tiramisu, with teachers: it is far from knowing its pictures by heart, so at a higher rate, and small first.
    "tiramisu-on": replace(
        GOING_ON,
        network=LIGHT["tiramisu"],
        phases=(Phase(0.4, SIZES_15K + SIZES_29K, NEARER), Phase(1.0, SIZES_29K + SIZES_49K, GENTLE)),
        steps=8000,
        rate=2e-3,
        muon_rate=0.03,
    ),
    # The Tiramisu paper's recipe on the light Tiramisu, to compare with ours on the same samples.
    "paper": replace(
        BALANCED,
        network=replace(LIGHT["tiramisu"], dropout=DROPOUT),
        optimiser="rmsprop",
        schedule="exponential",
        loss="cross-entropy",
        rate=1e-3,
    ),
    # The networks of the papers, too slow for a webcam: teachers, and something to compare with.
    **{name: replace(BALANCED, network=recipe) for name, recipe in PAPER.items()},
    **{f"unet-{name}": replace(BALANCED, network=EncoderUNetRecipe(name)) for name in NAMES},
    # Labels what nobody has painted, for the light ones.
    "teacher": replace(
        KNOWING,
        network=EncoderUNetRecipe("efficientnet_lite2", narrowest=32, finest=2),
        phases=(Phase(0.5, SIZES_29K, NEARER), Phase(1.0, SIZES_49K + SIZES_66K, GENTLE)),
        sets=(("selfies", 0.50), ("fashion", 0.18), ("near/fashion", 0.12), ("synth", 0.20)),
        rate=6e-4,
        ema_decay=0.995,
        steps=2200,
    ),
    # The same, for `python -m train together`: what it and all that learn beside it are shown.
    "leader": replace(
        KNOWING,
        network=EncoderUNetRecipe("efficientnet_lite2", narrowest=32, finest=2),
        phases=(Phase(0.3, FEW_66K, NEARER), Phase(1.0, FEW_66K, GENTLE)),
        sets=(
            ("selfies", 0.30),
            ("fashion", 0.10),
            ("near/fashion", 0.07),
            ("pseudo/selfies", 0.25),
            ("pseudo/fashion", 0.08),
            ("pseudo/clips", 0.03),
            ("synth", 0.17),
        ),
        taught=0.5,
        batch_size=96,
        rate=8e-4,
        ema_decay=0.998,
    ),
    # Three quarters of a smaller such encoder under a decoder that a CPU is fast at: twice quality's cost, and not shipped yet.
    "lite": replace(
        KNOWING,
        network=LITE,
        phases=(Phase(0.4, SIZES_29K, NEARER), Phase(1.0, SIZES_49K + SIZES_66K, GENTLE)),
        rate=8e-4,
        ema_decay=0.998,
        steps=3000,
    ),
    # Goes on from balanced: `--init train/weights/balanced.safetensors`.
    "balanced-recurrent": replace(
        BALANCED,
        network=RecurrentUNetRecipe(**asdict(UNETS["balanced"])),
        phases=(Phase(1.0, SIZES_29K),),
        loss="sequence",
        frames=4,
        batch_size=8,
        steps=3000,
        rate=5e-4,
        muon_rate=0.008,
    ),
    # Learns the bundled clip by heart within a minute: it shows that all parts work together, and nothing else.
    "smoke": replace(
        BALANCED,
        network=UNETS["small"],
        area_px=15_360,
        phases=(Phase(1.0, ((96, 160),), Mix(replaced=0.3, clutter=0.1)),),
        sets=((DEMO, 1.0),),
        backgrounds=BUNDLED,
        steps=240,
        batch_size=16,
        warm_up=20,
    ),
}


def preset_named(name: str) -> Preset:
    """Give a preset. Raises SettingsError for a name that none has."""
    if name not in PRESETS:
        raise SettingsError(f"no preset {name!r}; there are {', '.join(PRESETS)}")
    return PRESETS[name]


def without_sets(preset: Preset, name: str, left_out: Sequence[str]) -> Preset:
    """Give the preset of this name without some of its sets. Raises DataError for a set that it does not have."""
    unknown = [entry for entry in left_out if entry not in dict(preset.sets)]
    if unknown:
        raise DataError(f"--without {unknown[0]}: {name} trains on {', '.join(dict(preset.sets))}")
    return replace(preset, sets=tuple(entry for entry in preset.sets if entry[0] not in left_out))


def taught_by(preset: Preset, files: Sequence[str]) -> Preset:
    """Give the preset with these teachers. Raises ModelError for a file that is not there."""
    missing = [file for file in files if not Path(file).is_file()]
    if missing:
        raise ModelError(
            f"--teacher {missing[0]}: there is no such file; expected a .onnx (ours) or .tflite (MediaPipe's)"
        )
    return replace(preset, teachers=tuple(files))
