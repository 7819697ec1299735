"""Check the empty room's picture: what it adds and takes, when it is not believed, and how it is recorded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from livebg.assets import asset
from livebg.cli import main
from livebg.errors import SettingsError, SourceError
from livebg.framing import Aim, View, aim_of, look_at
from livebg.pipeline import fixed, framed_cutouts
from livebg.plate import Plate, make_plate, open_plate, plate_file, read_plate, record_plate, with_plate
from livebg.segmenters import open_segmenter
from livebg.settings import LookSettings, ModelSettings
from livebg.stats import Stats
from livebg.types import Frame, Image
from tests.fakes import ExactSegmenter, PlainBackground

SIZE = (320, 180)
NET = (160, 90)


def noisy(image: Image, seed: int, light: float = 1.0) -> Image:
    """Give what a camera makes of a picture: noise, at another exposure."""
    rng = np.random.default_rng(seed)
    return np.clip(image.astype(np.float32) * light + rng.normal(0, 2.5, image.shape), 0, 255).astype(np.uint8)


@pytest.fixture(scope="module")
def room() -> Image:
    return cv2.resize(cv2.imread(str(asset("demo/room.jpg"))), SIZE, interpolation=cv2.INTER_AREA)


@pytest.fixture(scope="module")
def plate(room: Image) -> Plate:
    return make_plate(noisy(room, seed) for seed in range(7))


def scene(room: Image, light: float = 1.0) -> tuple[Image, np.ndarray, np.ndarray]:
    """Give a picture with a person who holds a thing, and two mattes (h, w): the person's alone, and with the thing."""
    image, person = room.copy(), np.zeros(SIZE[::-1], np.uint8)
    cv2.ellipse(image, (160, 130), (45, 90), 0, 0, 360, (60, 40, 150), -1)
    cv2.ellipse(person, (160, 130), (45, 90), 0, 0, 360, 255, -1)
    whole = person.copy()
    cv2.rectangle(image, (200, 110), (220, 150), (20, 220, 240), -1)
    cv2.rectangle(whole, (200, 110), (220, 150), 255, -1)
    alone, both = (cv2.resize(m, NET, interpolation=cv2.INTER_AREA).astype(np.float32) / 255 for m in (person, whole))
    return noisy(image, 40, light), alone, both


def overlap(matte: np.ndarray, truth: np.ndarray) -> float:
    return float(((matte > 0.5) & (truth > 0.5)).sum() / ((matte > 0.5) | (truth > 0.5)).sum())


@pytest.mark.parametrize("light", [1.0, 0.75, 1.3])
def test_a_thing_in_hand_is_added_and_furniture_is_taken_away_in_any_exposure(room: Image, plate: Plate, light: float):
    image, alone, both = scene(room, light)
    matte = alone.copy()
    matte[20:60, 8:40] = 0.7  # the network takes a shelf for half a person
    before = matte.copy()
    out, fitted = with_plate(matte, image, plate, Aim(), None)
    assert fitted.fits
    assert overlap(out, both) > 0.94 > overlap(matte, both)
    assert out[20:60, 8:40].max() < 0.5
    assert out.dtype == np.float32 and 0 <= out.min() and out.max() <= 1
    np.testing.assert_array_equal(matte, before)


def test_a_shadow_on_the_wall_and_something_far_from_the_person_stay_out(room: Image, plate: Plate):
    image, alone, _ = scene(room)
    shaded = image.copy()
    shaded[40:170, 225:250] = (shaded[40:170, 225:250] * 0.75).astype(np.uint8)
    shaded[10:30, 290:310] = (255, 0, 255)
    out, _ = with_plate(alone, shaded, plate, Aim(), None)
    assert out[20:85, 115:124].mean() < 0.1
    assert out[5:15, 145:155].max() < 0.1


def test_where_the_network_is_sure_the_plate_makes_no_hole(room: Image, plate: Plate):
    image = noisy(room, 50)  # a person who looks just as the wall does
    matte = np.zeros(NET[::-1], np.float32)
    matte[30:, 50:110] = 1
    out, _ = with_plate(matte, image, plate, Aim(), None)
    assert out[34:, 54:106].min() > 0.99


def test_a_camera_that_moved_is_noticed_and_so_is_its_return(room: Image, plate: Plate):
    image, alone, _ = scene(room)
    _, fitted = with_plate(alone, image, plate, Aim(), None)
    moved = np.roll(image, 25, axis=1)
    matte = np.roll(alone, 12, axis=1)
    out, away = with_plate(matte, moved, plate, Aim(), fitted)
    assert not away.fits
    np.testing.assert_array_equal(out, matte)
    assert out is not matte
    assert with_plate(alone, image, plate, Aim(), away)[1].fits


def test_nothing_is_known_where_the_person_fills_the_frame(room: Image, plate: Plate):
    full = np.full(NET[::-1], 0.9, np.float32)
    np.testing.assert_array_equal(with_plate(full, noisy(room, 3), plate, Aim(), None)[0], full)


def test_the_plate_moves_with_the_framing_and_the_pipeline_says_when_it_does_not_fit(room: Image, plate: Plate):
    image, alone, _ = scene(room)
    look = LookSettings(zoom=1.5, pan_x=0.2, mirror=True, motion_gate=False)
    stats = Stats()
    seen = look_at(np.dstack([(alone * 255).astype(np.uint8)] * 3), *aim_of(look, None))[:, :, 0] / np.float32(255)
    segmenter = ExactSegmenter(lambda call: seen)
    parts = fixed(segmenter, look, PlainBackground(), plate=lambda: plate)
    list(framed_cutouts([Frame(image, 0, 0.0)], parts, stats))
    assert stats.summary().steps == ()
    list(framed_cutouts([Frame(np.ascontiguousarray(image[:, ::-1]), 0, 0.0)], parts, stats))
    assert [step.name for step in stats.summary().steps] == ["empty room not used"]
    _, fitted = with_plate(alone, image, plate, Aim(View(0.5, 0.5, 1.0)), None)
    assert with_plate(alone, image, plate, Aim(), fitted)[1].room is fitted.room


def test_the_hand_that_the_network_loses_is_found_on_the_bundled_clip():
    """The clip's room is known exactly; in these frames the hand waves, and is lost whichever file runs here, on however many pixels."""
    full = cv2.resize(cv2.imread(str(asset("demo/room.jpg"))), (960, 540), interpolation=cv2.INTER_AREA)
    plate = make_plate(noisy(full, seed) for seed in range(3))
    segmenter = open_segmenter(ModelSettings())
    paths = (asset("demo/person.mp4"), asset("demo/person_matte.mkv"))
    frames, mattes = (list(av.open(str(path)).decode(video=0)) for path in paths)
    for number in (80, 96, 108):
        frame, exact = frames[number], mattes[number]
        image = cv2.resize(frame.to_ndarray(format="bgr24"), (960, 540))
        matte, _ = segmenter.segment(image, None)
        truth = cv2.resize(exact.to_ndarray(format="gray"), matte.shape[::-1], interpolation=cv2.INTER_AREA) / 255
        out, _ = with_plate(matte, image, plate, Aim(), None)
        assert overlap(out, truth) > overlap(matte, truth)


def frames(images: list[Image]) -> Iterator[Frame]:
    for number, image in enumerate(images):
        yield Frame(image, number, number / 10)


def test_recording_takes_what_is_still_and_empty(room: Image):
    shares: list[float] = []
    nobody = ExactSegmenter()

    def going(share: float) -> bool:
        shares.append(share)
        return True

    made = record_plate(frames([noisy(room, n) for n in range(40)]), nobody, going, 2.0)
    assert np.abs(made.picture.astype(int) - room).mean() < 2
    assert shares == sorted(shares) and shares[-1] == 1.0
    with pytest.raises(SourceError, match=r"somebody is in \d+% of the picture; leave it"):
        somebody = ExactSegmenter(lambda call: np.ones((9, 16), np.float32))
        record_plate(frames([room] * 40), somebody, lambda share: True, 2.0)
    with pytest.raises(SourceError, match=r"something moved in \d+% of the picture"):
        record_plate(frames([np.roll(room, 9 * (n % 3), axis=1) for n in range(40)]), nobody, lambda share: True, 2.0)
    with pytest.raises(SourceError, match="at least 3 pictures, got 0"):
        record_plate(frames([]), nobody, lambda share: True, 2.0)


def test_the_command_records_and_the_others_use_it(
    tmp_path: Path, room: Image, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    folder = tmp_path / "empty"
    folder.mkdir()
    for number in range(12):
        cv2.imwrite(str(folder / f"{number:02d}.png"), noisy(room, number))
    assert main(["plate", "--source", str(folder)]) == 0
    assert "the empty room of" in capsys.readouterr().out
    (kept,) = (tmp_path / "livebg" / "plates").iterdir()
    assert kept == plate_file(kept.stem)
    assert np.abs(read_plate(kept).picture.astype(int) - room).mean() < 2
    assert open_plate(LookSettings(), kept.stem)() is not None
    assert open_plate(LookSettings(plate="none"), kept.stem)() is None
    image, *_ = scene(room)
    cv2.imwrite(str(tmp_path / "me.png"), image)
    arguments = ["render", str(tmp_path / "me.png"), str(tmp_path / "out.png"), "--background", "#000000"]
    assert main([*arguments, "--plate", str(kept)]) == 0
    assert main([*arguments, "--plate", str(tmp_path / "absent.png")]) == 2
    assert "cannot read the picture of the empty room" in capsys.readouterr().err
    assert main(["plate", "--source", str(folder), "--wait", "99"]) == 2
    (tmp_path / "text.png").write_text("no picture")
    with pytest.raises(SettingsError, match=r"text\.png is no picture"):
        read_plate(tmp_path / "text.png")
