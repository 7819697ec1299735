"""Check the table, the plot and the sheet by what is in them."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from livebg.errors import SinkError, UsageError
from tests.test_evaluate import bright_model, scene, write_data
from train.__main__ import main
from train.cost import Cost
from train.data import Pair
from train.evaluate import PictureSet
from train.peers import load_contenders
from train.report import HEADING_PX, TILE_WIDTH_PX, as_markdown, front, plot, sheet, shown_ways, with_costs

ROW = {"set": "people", "model": "a", "sha256": "1", "device": "a CPU"}


def test_the_table_has_the_columns_that_some_row_has():
    rows = [
        ROW | {"pictures": 3, "iou": 93.456, "mad": 30.04},
        ROW | {"set": "rooms", "pictures": 4, "false_person": 0.5},
    ]
    assert as_markdown(rows).splitlines() == [
        "| set | model | pictures | IoU % | MAD x1000 | false person % |",
        "| --- | --- | --- | --- | --- | --- |",
        "| people | a | 3 | 93.46 | 30.0 |  |",
        "| rooms | a | 4 |  |  | 0.50 |",
    ]


def test_both_ways_of_a_model_cost_what_its_network_costs(tmp_path):
    contender = load_contenders(bright_model(tmp_path / "bright.onnx"))[0]
    rows = [ROW | {"model": way} for way in contender.ways]
    costed = with_costs(rows, dict.fromkeys(contender.ways, Cost(2.0, 2.5, None)))
    assert [(row["cpu_ms"], row["wall_ms"]) for row in costed] == [(2.0, 2.5)] * 2
    assert "cpu_ratio" not in costed[0]
    assert with_costs(rows, dict.fromkeys(contender.ways, Cost(2.0, 2.5, 0.5)))[1]["cpu_ratio"] == 0.5


def test_the_front_leaves_out_what_is_dearer_and_no_better():
    assert front([(3.0, 90.0), (1.0, 80.0), (2.0, 85.0), (4.0, 88.0), (2.0, 70.0)]) == [(1, 80), (2, 85), (3, 90)]
    assert front([]) == []


def test_the_plot_is_a_picture_with_something_in_it(tmp_path):
    pytest.importorskip("matplotlib")
    rows = [
        ROW | {"set": name, "model": model, "sha256": sha, "cpu_ms": ms, "iou": q, "boundary_f": q - 10}
        for name in ("selfies", "fashion")
        for model, sha, ms, q in (
            ("a, network alone", "1", 2.0, 92.0),
            ("a, refined", "1", 2.0, 93.0),
            ("b", "2", 4.0, 95.0),
        )
    ]
    plot(tmp_path / "two.png", rows)
    plot(tmp_path / "one.png", rows[:3])
    two, one = (cv2.imread(str(tmp_path / f"{name}.png")) for name in ("two", "one"))
    assert two.shape[1] > one.shape[1]
    blue, orange = (180, 119, 31), (14, 127, 255)  # of the palette, BGR: one for each model
    assert all((two == colour).all(axis=2).sum() > 100 for colour in (blue, orange))
    with pytest.raises(UsageError, match="nothing to draw"):
        plot(tmp_path / "none.png", [ROW | {"false_person": 1.0, "cpu_ms": 1.0}])
    with pytest.raises(SinkError, match=r"cannot write the plot .*gone"):
        plot(tmp_path / "gone/x.png", rows)


def test_the_sheet_shows_input_composite_matte_and_label(tmp_path):
    pairs = [Pair(f"{x}.png", *scene(x)) for x in (4, 24, 30, 40, 44, 46)]
    pictures = PictureSet("people", "all", len(pairs), lambda: iter(pairs))

    def left_half(image, state):
        matte = np.zeros(image.shape[:2], np.float32)
        matte[:, :32] = 1
        return matte, state

    room = np.full((30, 40, 3), (0, 0, 255), np.uint8)
    sheet(tmp_path / "sheet.png", [pictures], {"half": left_half}, [room])
    drawn = cv2.imread(str(tmp_path / "sheet.png"))
    height = TILE_WIDTH_PX * 48 // 64
    assert drawn.shape == (HEADING_PX + 4 * height, 4 * TILE_WIDTH_PX, 3)
    assert drawn[:HEADING_PX].min() < 100 < drawn[:HEADING_PX].mean()  # dark letters on white
    y = HEADING_PX + height * 3 // 4  # a line through the first person, who stands at columns 4 to 20 of 64

    def at(tile: int, column: int) -> list[int]:
        return drawn[y, tile * TILE_WIDTH_PX + round(TILE_WIDTH_PX * column / 64)].tolist()

    assert (at(0, 12), at(0, 50)) == ([255] * 3, [20] * 3)
    assert (at(1, 12), at(1, 50)) == ([255] * 3, [0, 0, 255])
    assert (at(2, 12), at(2, 50)) == ([255] * 3, [0] * 3)
    assert (at(3, 12), at(3, 25)) == ([255] * 3, [0] * 3)


def test_a_sheet_shows_of_ours_what_a_user_sees(tmp_path):
    contender = load_contenders(bright_model(tmp_path / "bright.onnx"))[0]
    assert list(shown_ways([contender])) == ["livebg bright, refined"]


def test_the_command_draws_both(tmp_path):
    pytest.importorskip("matplotlib")
    data, model = write_data(tmp_path / "data"), bright_model(tmp_path / "bright.onnx")
    arguments = ["evaluate", str(model), "--data", str(data), "--sets", "people"]
    assert main([*arguments, "--plot", str(tmp_path / "p.png"), "--sheet", str(tmp_path / "s.png")]) == 0
    assert cv2.imread(str(tmp_path / "p.png")).std() > 5
    assert cv2.imread(str(tmp_path / "s.png")).shape[1] == 4 * TILE_WIDTH_PX
