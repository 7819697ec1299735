"""Check training from data to an ONNX file that the app uses: tiny, real, resumable."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from dataclasses import asdict, replace
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from livebg.errors import DataError, LivebgError, ModelError
from livebg.segmenters.onnx import OnnxSegmenter
from train import fit as training
from train.checkpoint import read_weights, save_weights
from train.data import held_out, load_split, pair_files, read_pictures
from train.losses import matting_losses
from train.metrics import boundary_f, iou, mad, mse
from train.networks import describe
from train.presets import BALANCED
from train.recurrent import RecurrentUNetRecipe
from train.samples import Batches, Mix, Phase, Sampler, edge_band
from train.state import State
from train.unet import RECIPES, Context, UNet, UNetRecipe

SMALL = UNetRecipe((8, 8, 16), (1, 1, 1), (8,))
TINY = replace(
    BALANCED,
    network=SMALL,
    area_px=1536,
    sets=(("people", 1.0),),
    phases=(Phase(1.0, ((32, 48), (48, 32))),),
    steps=80,
    batch_size=8,
    warm_up=5,
    ema_decay=0.8,
)


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """Draw bright discs on dark noise, with their mattes: people that a tiny network can learn in seconds."""
    folder, rng = tmp_path_factory.mktemp("data"), np.random.default_rng(5)
    for name in ("people/images", "people/mattes", "backgrounds"):
        (folder / name).mkdir(parents=True)
    for number in range(40):
        image = rng.integers(0, 80, (60, 80, 3), dtype=np.uint8)
        cv2.imwrite(str(folder / f"backgrounds/{number}.png"), image)
        matte = np.zeros((60, 80), np.uint8)
        cv2.circle(matte, (int(rng.integers(25, 55)), 40), int(rng.integers(14, 22)), 255, -1)
        image[matte > 0] = rng.integers(170, 250, 3)
        cv2.imwrite(str(folder / f"people/images/{number}.png"), image)
        cv2.imwrite(str(folder / f"people/mattes/{number}.png"), matte)
    return folder


def fit(data, folder, preset=TINY, **more):
    """Train into `folder` and give the weights file."""
    return training.fit("tiny", preset, [data], folder, folder / "tiny.safetensors", **more)


@pytest.fixture
def checked(monkeypatch):
    monkeypatch.setattr(training, "CHECKED_SETS", ("people",))


def test_training_learns_exports_and_is_used_by_the_app(data, checked, tmp_path):
    from export.onnx_model import export_onnx

    weights = fit(data, tmp_path)
    _, card = read_weights(weights)
    assert card["step"] == 80
    assert card["quick_scores"]["people"]["iou"] > 60
    assert export_onnx(weights, tmp_path / "tiny.onnx", "tiny", "a test") < 2e-3
    pair = next(load_split(data / "people", validation=True, longest_px=None))
    matte, _ = OnnxSegmenter(tmp_path / "tiny.onnx", threads=1).segment(pair.image, None)
    assert iou(cv2.resize(matte, (80, 60)), pair.matte / np.float32(255)) > 0.5
    assert list(tmp_path.glob("events.out.tfevents.*"))


def test_a_recurrent_network_starts_from_the_plain_one_trains_exports_and_remembers(data, checked, tmp_path):
    from export.onnx_model import export_onnx

    deep = replace(SMALL, widths=(8, 8, 16, 16), depths=(1, 1, 1, 1), decoder=(16, 8))
    plain = replace(TINY, network=deep, phases=(Phase(1.0, ((32, 48),)),))
    weights = fit(data, tmp_path / "plain", plain)
    recurrent = replace(
        plain, network=RecurrentUNetRecipe(**asdict(deep)), loss="sequence", frames=3, batch_size=2, steps=6
    )
    tuned = fit(data, tmp_path / "recurrent", recurrent, init=weights)
    _, card = read_weights(tuned)
    assert card["samples"] == 80 * 8 + 6 * 2 * 3
    assert [(run["step"], run["samples"]) for run in card["history"]] == [(80, 640)]
    assert card["quick_scores"]["people"]["iou"] > 50
    assert export_onnx(tuned, tmp_path / "r.onnx", "r", "a test") < 2e-3
    segmenter = OnnxSegmenter(tmp_path / "r.onnx", threads=1)
    one, other = [pair.image for pair in load_split(data / "people", validation=False, longest_px=None)][:2]
    fresh, _ = segmenter.segment(one, None)
    _, seen = segmenter.segment(other, None)
    after, _ = segmenter.segment(one, seen)
    again, _ = segmenter.segment(one, np.zeros((1, 2, 3, 4), np.float32))  # the state of another size is forgotten
    assert 0 < np.abs(after - fresh).max() < 0.9
    np.testing.assert_array_equal(again, fresh)


def test_a_resumed_run_ends_where_an_unbroken_one_does(data, checked, tmp_path, monkeypatch):
    whole = fit(data, tmp_path / "a")
    monkeypatch.setattr(training, "KEEP_EVERY", 30)
    original = training.one_step

    def killed(preset, state, *rest):
        if state.step == 43:
            raise KeyboardInterrupt
        return original(preset, state, *rest)

    monkeypatch.setattr(training, "one_step", killed)
    with pytest.raises(KeyboardInterrupt):
        fit(data, tmp_path / "b")
    monkeypatch.setattr(training, "one_step", original)
    resumed = fit(data, tmp_path / "b")
    for (name, a), b in zip(read_weights(whole)[0].items(), read_weights(resumed)[0].values(), strict=True):
        torch.testing.assert_close(a, b, atol=2e-3, rtol=2e-2, msg=lambda text, name=name: f"{name}: {text}")
    with (tmp_path / "b/scores.csv").open() as file:
        assert [row["step"] for row in csv.DictReader(file)] == ["30", "60", "80"]


def test_a_loss_that_is_no_number_stops_and_names_the_batch(data, tmp_path):
    with pytest.raises(LivebgError, match=r"batch [1-9]+ is (nan|inf); the last good checkpoint is kept"):
        fit(data, tmp_path, replace(TINY, rate=1e30, warm_up=1))
    assert not (tmp_path / "tiny.safetensors").exists()


def test_weights_of_another_architecture_name_the_keys(data, tmp_path):
    weights = fit(data, tmp_path, replace(TINY, steps=1))
    wider = replace(TINY, network=replace(SMALL, widths=(8, 16, 16)))
    with pytest.raises(ModelError, match=r"does not fit this UNet: down\.0\.0\.weight, .* and \d+ more"):
        fit(data, tmp_path / "wider", wider, init=weights)


def test_a_narrow_head_starts_from_a_wide_one_and_gives_the_same_where_features_are_even(tmp_path):
    wide = UNet(replace(RECIPES["small"], head_kernel=3)).eval()
    save_weights(tmp_path / "wide.safetensors", wide, {"network": {"family": "unet"}, "samples": 3})
    state = State(replace(BALANCED, network=RECIPES["small"]), torch.device("cpu"))
    state.start_from(tmp_path / "wide.safetensors")
    features = torch.rand(1, 16, 1, 1).expand(1, 16, 6, 6)
    inner = (slice(None), slice(None), slice(1, -1), slice(1, -1))  # without the wide head's padding
    torch.testing.assert_close(state.network.head(features)[inner], wide.head(features)[inner], atol=2e-2, rtol=1e-2)
    with pytest.raises(ModelError, match="does not fit this UNet"):
        State(
            replace(BALANCED, network=replace(RECIPES["balanced"], depths=(1, 1, 1, 1, 2))), torch.device("cpu")
        ).start_from(tmp_path / "wide.safetensors")


def test_context_blocks_do_nothing_at_first_and_then_see_the_whole_picture(tmp_path):
    plain = replace(RECIPES["balanced"], context=())
    without = UNet(plain).eval()
    save_weights(tmp_path / "plain.safetensors", without, {"network": describe(plain), "samples": 3})
    state = State(replace(BALANCED, network=replace(plain, context=(0, 0, 1, 0, 2))), torch.device("cpu"))
    state.start_from(tmp_path / "plain.safetensors")
    network = state.network.eval()
    image = torch.rand(1, 3, 128, 224)
    torch.testing.assert_close(network(image), without(image), atol=0.05, rtol=0.05)  # kept in fp16
    far = image.clone()
    far[..., :16] = 1 - far[..., :16]
    for module in network.context.modules():
        if isinstance(module, Context):
            torch.nn.init.ones_(module.norm.weight)
    assert not torch.equal(network(image)[..., -8:], network(far)[..., -8:])


def test_kept_weights_hold_a_variance_beyond_fp16(tmp_path):
    network = UNet(RECIPES["small"])
    network.up[0][1].running_var.fill_(1e5)
    save_weights(tmp_path / "a.safetensors", network, {})
    tensors, _ = read_weights(tmp_path / "a.safetensors")
    assert tensors["up.0.1.running_var"].max() == 1e5
    assert (tmp_path / "a.safetensors").stat().st_size < 2.2 * sum(p.numel() for p in network.parameters())


def test_a_set_that_is_not_there_names_itself_and_the_way_out(data, tmp_path):
    with pytest.raises(DataError, match=r"no data set selfies under .*--without selfies"):
        fit(data, tmp_path, replace(TINY, sets=(("selfies", 1.0),)))


def test_mattes_that_are_inverted_stop_before_the_first_step(data, tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(data, folder)
    for path in (folder / "people/mattes").iterdir():
        cv2.imwrite(str(path), np.full((60, 80), 255, np.uint8))
    own_background = (replace(TINY.phases[0], mix=Mix(replaced=0.0, empty=0.0)),)
    with pytest.raises(DataError, match=r"the first batch is 100% person.*empty or inverted"):
        fit(folder, tmp_path, replace(TINY, phases=own_background))


def test_two_processes_train_one_network(data, tmp_path):
    """Two ranks of torchrun draw different samples, average their gradients, and rank 0 keeps the files."""
    program = tmp_path / "program.py"
    program.write_text(
        "from dataclasses import replace\nfrom pathlib import Path\nfrom tests.test_train import TINY\nfrom train.fit import fit\n"
        f"fit('pair', replace(TINY, steps=6, batch_size=4), [Path({str(data)!r})], Path({str(tmp_path / 'run')!r}), "
        f"Path({str(tmp_path / 'pair.safetensors')!r}))\n"
    )
    command = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node=2", str(program)]
    root = Path(__file__).parents[1]
    done = subprocess.run(
        command, cwd=root, env=os.environ | {"PYTHONPATH": str(root)}, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    _, card = read_weights(tmp_path / "pair.safetensors")
    assert card["samples"] == 6 * 4 * 2


def test_the_loader_gives_the_same_batch_for_the_same_step(data):
    pairs = list(load_split(data / "people", validation=False, longest_px=None))
    batches = Batches(Sampler([(1.0, pairs)], read_pictures(data / "backgrounds")), TINY.phases, 10, 4, (3, 0))
    for a, b in zip(batches[7], batches[7], strict=True):
        np.testing.assert_array_equal(a, b)
    images, mattes, bands, taught = batches[7]
    assert images.shape[:3] == mattes.shape == bands.shape and taught.tolist() == [False] * 4
    assert images.dtype == mattes.dtype == np.uint8
    assert not np.array_equal(images, batches[8][0])


def test_samples_keep_picture_and_matte_together(data):
    pairs = list(load_split(data / "people", validation=False, longest_px=None))
    sampler = Sampler([(1.0, pairs)], read_pictures(data / "backgrounds"))
    rng = np.random.default_rng(0)
    gaps = []
    for _ in range(60):
        image, matte, _ = sampler.draw(rng, (48, 48), Mix(replaced=0.0, empty=0.0))
        inside = matte > 200
        if inside.any() and (matte < 50).any():
            gaps.append(float(image[inside].mean()) - float(image[matte < 50].mean()))
    assert len(gaps) > 40
    assert np.mean(np.array(gaps) > 0) > 0.97  # the disc is brighter than its room under every light


def test_the_split_is_fixed_and_about_one_in_ten():
    names = [f"{number}.jpg" for number in range(2000)]
    assert 150 < sum(map(held_out, names)) < 250
    assert [name for name in names[:100] if held_out(name)] == [name for name in names[:100] if held_out(name)]


def test_training_and_validation_do_not_overlap(data):
    splits = [{pair.name for pair in load_split(data / "people", validation=v, longest_px=None)} for v in (True, False)]
    assert not splits[0] & splits[1]
    assert len(splits[0] | splits[1]) == 40


@pytest.mark.parametrize("fault", ["no mattes", "empty", "missing matte", "size", "corrupt"])
def test_bad_data_is_named(tmp_path, fault):
    images, mattes = tmp_path / "images", tmp_path / "mattes"
    images.mkdir()
    if fault != "no mattes":
        mattes.mkdir()
    if fault not in ("empty", "no mattes"):
        cv2.imwrite(str(images / "a.png"), np.zeros((8, 8, 3), np.uint8))
    if fault == "size":
        cv2.imwrite(str(mattes / "a.png"), np.zeros((8, 9), np.uint8))
    if fault == "corrupt":
        (mattes / "a.png").write_bytes(b"not a picture")
    words = {
        "no mattes": "expected the folders",
        "empty": "holds no pictures",
        "missing matte": "the first is a.png",
        "size": "8x8 but its matte",
        "corrupt": "cannot decode",
    }
    with pytest.raises(DataError, match=words[fault]):
        list(load_split(tmp_path, validation=held_out("a.png"), longest_px=None)) or pair_files(tmp_path)


@pytest.mark.parametrize("name", RECIPES)
def test_unet_sizes_and_gradients(name):
    network = UNet(RECIPES[name])
    src, pha = torch.rand(2, 3, 64, 96), torch.rand(2, 1, 64, 96)
    logits = network(src)
    assert logits.shape == (2, 1, 64, 96)
    matting_losses(logits, pha, pha)["total"].backward()
    assert all(p.grad is not None and torch.isfinite(p.grad).all() for p in network.parameters())


def test_losses_are_zero_only_for_the_true_matte():
    pha = torch.zeros(1, 1, 32, 32)
    pha[..., 8:24, 8:24] = 1
    right, wrong = ((2 * pha - 1) * 30, (1 - 2 * pha) * 30)
    band = torch.from_numpy(edge_band((pha[0, 0] * 255).numpy().astype(np.uint8)))[None, None] / 255
    assert 0.1 < band.mean() < 0.5
    assert matting_losses(right, pha, band)["total"] < 1e-3
    assert matting_losses(wrong, pha, band)["total"] > 5


def test_metrics_on_squares_whose_answers_are_known():
    truth, half = np.zeros((100, 100), np.float32), np.zeros((100, 100), np.float32)
    truth[20:60, 20:60], half[20:40, 20:60] = 1, 1
    assert iou(half, truth) == pytest.approx(0.5)
    assert iou(truth * 0, truth * 0) == 1
    assert mad(half, truth) == pytest.approx(0.08)
    assert mse(half * 0.5, truth * 0.5) == pytest.approx(0.02)
    assert boundary_f(truth, truth) == 1
    assert boundary_f(1 - truth, truth * 0) == 0
    assert 0.5 < boundary_f(half, truth) < 0.75
