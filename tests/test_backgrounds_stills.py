"""Check how pictures, colours and slideshows fill a frame."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from livebg.backgrounds.stills import Picture, Slideshow, Transparent, colour, fit_picture
from livebg.errors import BackgroundError
from livebg.types import Cutout, Frame


def cutout(size: tuple[int, int], at: float = 0.0) -> Cutout:
    """Give an empty cutout of (width, height), captured at `at` seconds."""
    width, height = size
    return Cutout(Frame(np.zeros((height, width, 3), np.uint8), 0, at), np.zeros((height, width), np.float32))


def striped(width: int, height: int) -> np.ndarray:
    """Draw a picture with a blue left, green middle and red right third."""
    image = np.zeros((height, width, 3), np.uint8)
    for i in range(3):
        image[:, i * width // 3 : (i + 1) * width // 3, i] = 255
    return image


def test_cover_keeps_the_shape_and_cuts_both_sides_equally():
    fitted = fit_picture(striped(120, 40), (40, 40), "cover")
    assert fitted.shape == (40, 40, 3)
    assert (fitted == (0, 255, 0)).all()


def test_contain_shows_all_between_black_bars():
    fitted = fit_picture(striped(120, 40), (60, 60), "contain")
    assert (fitted[:19] == 0).all() and (fitted[41:] == 0).all()
    assert (fitted[30, 5] == (255, 0, 0)).all() and (fitted[30, 55] == (0, 0, 255)).all()


def test_stretch_shows_all_without_bars():
    fitted = fit_picture(striped(120, 40), (30, 90), "stretch")
    assert (fitted[[0, 89], 3] == (255, 0, 0)).all() and (fitted[[0, 89], 26] == (0, 0, 255)).all()


def test_tile_repeats_from_the_top_left_at_its_own_size():
    image = np.arange(4 * 3 * 3, dtype=np.uint8).reshape(3, 4, 3)
    fitted = fit_picture(image, (10, 7), "tile")
    rows, columns = np.mgrid[:7, :10]
    assert (fitted == image[rows % 3, columns % 4]).all()


def test_tile_crops_a_larger_picture():
    image = np.random.default_rng(0).integers(0, 256, (50, 60, 3), dtype=np.uint8)
    assert (fit_picture(image, (10, 7), "tile") == image[:7, :10]).all()


@pytest.mark.parametrize("fit", ["cover", "contain", "stretch", "tile"])
@pytest.mark.parametrize("shape", [(1, 1), (1, 5000), (5000, 1), (97, 31), (36, 64)])
def test_any_shape_fits_and_the_argument_stays_as_it_was(fit: str, shape: tuple[int, int]):
    image = np.full((*shape, 3), 77, np.uint8)
    fitted = fit_picture(image, (64, 36), fit)
    assert fitted.shape == (36, 64, 3) and fitted.flags.c_contiguous and not fitted.flags.writeable
    assert (fitted == 77).any() if fit == "contain" else (fitted == 77).all()
    assert image.flags.writeable


def test_shrinking_averages_so_that_fine_texture_does_not_shimmer():
    rows, columns = np.mgrid[:300, :300]
    checks = cv2.merge([((rows + columns) % 2 * 255).astype(np.uint8)] * 3)
    assert np.abs(fit_picture(checks, (100, 100), "cover").astype(int) - 127).max() <= 16


def test_a_picture_is_fitted_once_per_size():
    picture = Picture(striped(120, 40), "cover")
    first = picture.render(cutout((64, 36)))
    assert picture.render(cutout((64, 36))) is first
    assert picture.render(cutout((36, 64))).shape == (64, 36, 3)


def test_a_colour_is_read_as_red_green_blue():
    assert (colour("#10A0fF").render(cutout((6, 4))) == (0xFF, 0xA0, 0x10)).all()


@pytest.mark.parametrize("text", ["#12345", "#1234567", "#12345g", "#", "#+12345"])
def test_what_is_no_colour_is_refused(text: str):
    with pytest.raises(BackgroundError, match="expected #rrggbb"):
        colour(text)


def test_transparent_says_so_and_holds_no_room():
    background = Transparent()
    room = Cutout(Frame(np.full((4, 6, 3), 200, np.uint8), 0, 0.0), np.zeros((4, 6), np.float32))
    assert background.transparent and not background.render(room).any()
    background.close()
    background.close()


def write_slides(folder: Path, values: dict[str, int]) -> None:
    for name, value in values.items():
        assert cv2.imwrite(str(folder / name), np.full((9, 16, 3), value, np.uint8))


def test_a_slideshow_goes_in_natural_order_every_ten_seconds_and_begins_again(tmp_path: Path):
    write_slides(tmp_path, {"b10.png": 30, "b2.png": 20, "A1.png": 10})
    (tmp_path / "notes.txt").write_text("not a picture")
    slides = Slideshow(tmp_path, "cover")
    shown = [int(slides.render(cutout((16, 9), 100.0 + at))[0, 0, 0]) for at in (0, 9.9, 11, 19.9, 21, 31, 55)]
    assert shown == [10, 10, 20, 20, 30, 10, 30]
    slides.close()
    slides.close()


def test_a_slideshow_names_the_picture_that_it_cannot_read(tmp_path: Path):
    write_slides(tmp_path, {"a.png": 10})
    (tmp_path / "b.png").write_bytes(b"not a picture")
    slides = Slideshow(tmp_path, "cover")
    assert slides.render(cutout((16, 9), 0.0))[0, 0, 0] == 10
    with pytest.raises(BackgroundError, match=r"b\.png"):
        slides.render(cutout((16, 9), 10.0))


def test_a_folder_without_pictures_is_refused(tmp_path: Path):
    with pytest.raises(BackgroundError, match="has no pictures; put"):
        Slideshow(tmp_path, "cover")


def test_one_slide_fades_into_the_next(tmp_path: Path):
    for number, level in enumerate((0, 200)):
        cv2.imwrite(str(tmp_path / f"{number}.png"), np.full((8, 8, 3), level, np.uint8))
    slides = Slideshow(tmp_path, "stretch")
    levels = [int(slides.render(cutout((6, 4), at))[0, 0, 0]) for at in (0.0, 9.9, 10.0, 10.5, 10.9, 11.5, 19.9, 20.5)]
    assert levels[:3] == [0, 0, 0]
    assert levels[3] == pytest.approx(100, abs=2) and levels[4] == pytest.approx(180, abs=2)
    assert levels[5:7] == [200, 200] and levels[7] == pytest.approx(100, abs=2)


def test_a_run_that_skips_slides_does_not_fade(tmp_path: Path):
    for number, level in enumerate((0, 100, 200)):
        cv2.imwrite(str(tmp_path / f"{number}.png"), np.full((8, 8, 3), level, np.uint8))
    slides = Slideshow(tmp_path, "stretch")
    assert [int(slides.render(cutout((6, 4), at))[0, 0, 0]) for at in (0.0, 20.2)] == [0, 200]
