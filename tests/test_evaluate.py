"""Score networks whose mattes are known: brightness is alpha, in ONNX, with a memory, and as a TensorFlow Lite peer."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import cv2
import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from livebg.assets import asset_names
from livebg.errors import DataError, ModelError
from livebg.segmenters.onnx import METADATA_KEY, ModelCard
from train.__main__ import main
from train.cost import device, measure
from train.data import held_out
from train.evaluate import (
    CAMERAS,
    clip_frames,
    empty_rooms,
    held_out_set,
    room_rows,
    score_clip,
    score_pictures,
    sequence_rows,
    set_rows,
    whole_set,
    with_faults,
)
from train.peers import load_contenders
from train.rendered import rendered_clips, rendered_set

SIZE = (64, 48)  # (width, height), which is also the networks' input


def bright_model(path: Path, *, memory: bool = False, area_without_dot_px: int | None = None) -> Path:
    """Write an ONNX network whose alpha is the picture's brightness; with memory, the mean of it and of the frame before's."""
    picture = ["N", 3, "H", "W"]
    nodes = [helper.make_node("ReduceMean", ["src", "axes"], ["mean"], keepdims=1)]
    inputs = [helper.make_tensor_value_info("src", TensorProto.FLOAT, picture)]
    outputs = [helper.make_tensor_value_info("pha", TensorProto.FLOAT, ["N", 1, "H", "W"])]
    if memory:
        inputs.append(helper.make_tensor_value_info("state", TensorProto.FLOAT, ["N", 1, "H", "W"]))
        outputs.append(helper.make_tensor_value_info("next_state", TensorProto.FLOAT, ["N", 1, "H", "W"]))
        nodes += [
            helper.make_node("Mean", ["mean", "state"], ["pha"]),
            helper.make_node("Identity", ["mean"], ["next_state"]),
        ]
    else:
        nodes.append(helper.make_node("Identity", ["mean"], ["pha"]))
    axes = numpy_helper.from_array(np.array([1], np.int64), "axes")
    model = helper.make_model(
        helper.make_graph(nodes, "bright", inputs, outputs, [axes]),
        opset_imports=[helper.make_opsetid("", 18)],
        ir_version=9,
    )
    card = ModelCard(
        name="bright", description="a test", parameters=7, area_px=SIZE[0] * SIZE[1], multiple=16,
        mean=(0, 0, 0), std=(1, 1, 1), state=(1, 1) if memory else (), area_without_dot_px=area_without_dot_px,
    )  # fmt: skip
    helper.set_model_props(model, {METADATA_KEY: card.model_dump_json()})
    onnx.save(model, path)
    return path


def bright_peer(path: Path, size: tuple[int, int] = SIZE) -> Path:
    """Write a TensorFlow Lite network whose matte is the picture's brightness: a convolution of 1x1 with three weights and a bias."""
    import flatbuffers
    from ai_edge_litert import schema_py_generated as tfl

    def buffer(values: np.ndarray | None = None) -> object:
        made = tfl.BufferT()
        made.data = None if values is None else np.frombuffer(values.tobytes(), np.uint8)
        return made

    def tensor(name: str, shape: list[int], buffer: int) -> object:
        made = tfl.TensorT()
        made.name, made.shape, made.buffer, made.type = name, shape, buffer, tfl.TensorType.FLOAT32
        return made

    code, layer, graph, model = tfl.OperatorCodeT(), tfl.OperatorT(), tfl.SubGraphT(), tfl.ModelT()
    code.builtinCode = code.deprecatedBuiltinCode = tfl.BuiltinOperator.CONV_2D
    code.version = 1
    layer.inputs, layer.outputs = [0, 1, 2], [3]
    layer.builtinOptionsType, layer.builtinOptions = tfl.BuiltinOptions.Conv2DOptions, tfl.Conv2DOptionsT()
    layer.builtinOptions.strideW = layer.builtinOptions.strideH = 1
    picture = [1, size[1], size[0]]
    graph.tensors = [
        tensor("src", [*picture, 3], 0), tensor("weights", [1, 1, 1, 3], 1), tensor("bias", [1], 2), tensor("pha", [*picture, 1], 0),
    ]  # fmt: skip
    graph.inputs, graph.outputs, graph.operators = [0], [3], [layer]
    model.version, model.operatorCodes, model.subgraphs = 3, [code], [graph]
    model.buffers = [buffer(), buffer(np.full(3, 1 / 3, np.float32)), buffer(np.zeros(1, np.float32))]
    builder = flatbuffers.Builder(1024)
    builder.Finish(model.Pack(builder), b"TFL3")
    path.write_bytes(bytes(builder.Output()))
    return path


def scene(x: int = 16) -> tuple[np.ndarray, np.ndarray]:
    """Draw a bright person of 16x32 at column x in a dark room, with the true matte."""
    image, matte = np.full((48, 64, 3), 20, np.uint8), np.zeros((48, 64), np.uint8)
    image[16:, x : x + 16], matte[16:, x : x + 16] = 255, 255
    return image, matte


def write_data(folder: Path) -> Path:
    """Write 30 pictures with their mattes, and 30 rooms of which one quarter is bright."""
    for name in ("people/images", "people/mattes", "backgrounds"):
        (folder / name).mkdir(parents=True)
    room = np.full((48, 64, 3), 30, np.uint8)
    room[:, :16] = 240
    for number in range(30):
        image, matte = scene(number)
        cv2.imwrite(str(folder / f"people/images/{number}.png"), image)
        cv2.imwrite(str(folder / f"people/mattes/{number}.png"), matte)
        cv2.imwrite(str(folder / f"backgrounds/{number}.png"), room)
    return folder


@pytest.fixture
def data(tmp_path):
    return write_data(tmp_path / "data")


@pytest.fixture
def bright(tmp_path):
    return load_contenders(bright_model(tmp_path / "bright.onnx"))[0]


def write_clip(path: Path, frames: list[np.ndarray]) -> Path:
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"FFV1"), 10, SIZE)
    for frame in frames:
        writer.write(frame)
    writer.release()
    return path


def test_sets_are_the_held_out_pictures_or_all_of_them(data):
    held = held_out_set(data, "people")
    assert [pair.name for pair in held.read()] == sorted(f"{n}.png" for n in range(30) if held_out(f"{n}.png"))
    assert 1 <= held.count == len(list(held.read())) < 10
    assert whole_set(data, "people").count == len(list(whole_set(data, "people").read())) == 30
    assert (held.name, whole_set(data, "people").name) == ("people", "people, all")


def test_bad_cameras_show_the_same_faults_at_every_reading_and_the_mattes_stay(data):
    held = held_out_set(data, "people")
    faulty = with_faults(held)
    assert (faulty.name, faulty.count) == ("people, bad cameras", held.count * CAMERAS)
    seen = {pair.name: [pair.image] for pair in held.read()}
    plain = {pair.name: pair for pair in held.read()}
    for one, other in zip(faulty.read(), faulty.read(), strict=True):
        np.testing.assert_array_equal(one.image, other.image)
        np.testing.assert_array_equal(one.matte, plain[one.name].matte)
        assert all((one.image != before).any() for before in seen[one.name])
        seen[one.name].append(one.image)
    assert all(len(images) == 1 + CAMERAS for images in seen.values())


def test_a_network_that_is_right_scores_full_marks_and_its_row_says_what_it_is(data, bright):
    alone, refined = set_rows(whole_set(data, "people"), [bright])
    assert (alone["model"], refined["model"]) == ("livebg bright, network alone", "livebg bright, refined")
    assert alone["iou"] == alone["miou"] == alone["boundary_f"] == refined["iou"] == 100
    dark = 20 / 255 * (1 - 16 * 32 / (64 * 48))
    assert alone["mad"] == pytest.approx(1000 * dark, rel=1e-3)
    assert refined["mad"] < 1  # levels take the dark room for certain
    assert (alone["pictures"], alone["parameters"], alone["split"]) == (30, 7, "all")
    assert len(alone["sha256"]) == 12
    assert alone["runtime"].startswith("ONNX Runtime 1.")
    assert alone["device"] == device() != ""


def test_pictures_are_scored_from_the_beginning_each(data):
    seen = []

    def predict(image, state):
        seen.append(state)
        return np.zeros(image.shape[:2], np.float32), "state"

    scores = score_pictures(whole_set(data, "people").read(), {"nobody": predict})
    assert seen == [None] * 30
    assert scores["nobody"]["iou"] == 0


def test_an_empty_room_counts_the_false_person(data, bright):
    rooms = empty_rooms(data)
    theirs = sum(held_out(f"{n}.png") for n in range(30))
    assert len(rooms) == theirs + 1 + len(asset_names("backgrounds", (".jpg",)))
    alone, refined = room_rows(rooms[:theirs], [bright])
    assert alone["false_person"] == refined["false_person"] == 25
    assert alone["pictures"] == theirs
    assert "iou" not in alone


def test_a_clip_carries_the_networks_memory_and_pictures_do_not(tmp_path):
    contender = load_contenders(bright_model(tmp_path / "memory.onnx", memory=True))[0]
    alone = {"alone": contender.ways["livebg memory, network alone"]}
    image, matte = scene()
    truth = matte / np.float32(255)
    frames = [(image, truth)] * 3
    count, scores = score_clip(frames, alone)
    assert count == 3
    # Half bright in the first frame, where the memory is empty, and right in the two others.
    assert scores["alone"]["iou"] == pytest.approx(200 / 3)
    inside, outside = 16 * 32 / (64 * 48), 1 - 16 * 32 / (64 * 48)
    first_change = np.array([0.5, 10 / 255])
    assert scores["alone"]["flicker"] == pytest.approx(1000 * first_change @ [inside, outside] / 2, rel=1e-3)
    assert scores["alone"]["dtssd"] == pytest.approx(100 * np.sqrt(first_change**2 @ [inside, outside]) / 2, rel=1e-3)
    assert score_clip([frames[0]], alone)[1]["alone"]["iou"] == 0
    assert "flicker" not in score_clip([frames[0]], alone)[1]["alone"]


def test_the_refined_way_carries_both_its_states(tmp_path):
    contender = load_contenders(bright_model(tmp_path / "memory.onnx", memory=True))[0]
    predict = contender.ways["livebg memory, refined"]
    image, _ = scene()
    first, state = predict(image, None)
    second, _ = predict(image, state)
    np.testing.assert_array_equal(first, predict(image, None)[0])
    assert second[30, 20] > first[30, 20]


def test_a_clip_without_mattes_is_judged_where_the_picture_stands_still(bright):
    frames = [(scene(16)[0], None), (scene(40)[0], None)]
    frames[1][0][:8] += 4  # a little brighter: still for the eye, and a change of alpha
    _, scores = score_clip(frames, {"alone": bright.ways["livebg bright, network alone"]})
    assert list(scores["alone"]) == ["flicker"]
    assert 0 < scores["alone"]["flicker"] < 1000 * 4 / 255


def test_clips_are_read_frame_by_frame_with_their_mattes(tmp_path):
    video = write_clip(tmp_path / "a.mkv", [scene(x)[0] for x in (4, 8, 12)])
    matte = write_clip(tmp_path / "b.mkv", [cv2.merge([scene(x)[1]] * 3) for x in (4, 8, 12)])
    frames = list(clip_frames(video, matte))
    assert len(frames) == 3
    for x, (image, truth) in zip((4, 8, 12), frames, strict=True):
        assert (image.shape, image.dtype, truth.dtype) == ((48, 64, 3), np.uint8, np.float32)
        np.testing.assert_allclose(truth, scene(x)[1] / 255, atol=0.02)
    short = write_clip(tmp_path / "c.mkv", [cv2.merge([scene(4)[1]] * 3)])
    with pytest.raises(DataError, match=r"c\.mkv ends at frame 1, before the other"):
        list(clip_frames(video, short))
    (tmp_path / "d.mkv").write_bytes(b"no video")
    with pytest.raises(DataError, match=r"d\.mkv cannot be read as a clip"):
        list(clip_frames(video, tmp_path / "d.mkv"))


def write_person(folder: Path, name: str, *, behind: bool = False) -> None:
    (folder / "stills").mkdir(parents=True, exist_ok=True)
    person = np.zeros((36, 64, 4), np.uint8)
    person[10:, 20:40] = 200, 100, 50, 255
    person[8:10, 20:40] = 200, 100, 50, 128
    cv2.imwrite(str(folder / f"stills/{name}.webp"), person, [cv2.IMWRITE_WEBP_QUALITY, 101])
    if behind:
        chair = np.zeros((36, 64, 4), np.uint8)
        chair[:, 30:50] = 0, 255, 0, 255
        cv2.imwrite(str(folder / f"stills/{name}-behind.webp"), chair, [cv2.IMWRITE_WEBP_QUALITY, 101])


def test_rendered_people_are_held_out_by_identity_on_rooms_that_do_not_change(tmp_path):
    names = [f"Asian_F_{number}" for number in range(40)]
    kept = [name for name in names if held_out(name)]
    for number, name in enumerate(names):
        write_person(tmp_path, f"{number:05d}-{name}-Casual", behind=True)
    rooms = [np.full((36, 64, 3), level, np.uint8) for level in (60, 90)]
    people = rendered_set(tmp_path, rooms)
    pairs = list(people.read())
    assert [pair.name.split("-")[1] for pair in pairs] == kept
    assert people.count == len(kept) > 0
    pair, again = pairs[0], next(iter(people.read()))
    np.testing.assert_array_equal(pair.image, again.image)
    assert pair.image[0, 0, 0] in (60, 90)
    assert pair.image[20, 25].tolist() == [200, 100, 50]  # the person
    assert pair.image[20, 35].tolist() == [200, 100, 50]  # before the chair
    assert pair.image[20, 45].tolist() == [0, 255, 0]  # the chair
    assert pair.matte[20, 45] == 0
    assert (pair.matte[20, 25], pair.matte[9, 25]) == (255, 128)
    assert pair.exact
    half = 200 * 128 / 255 + int(pair.image[0, 0, 0]) * 127 / 255
    assert pair.image[9, 25, 0] == pytest.approx(half, abs=2)


def test_rendered_people_that_cannot_be_used_are_named(tmp_path):
    room = [np.zeros((36, 64, 3), np.uint8)]
    with pytest.raises(DataError, match="holds no rendered people"):
        rendered_set(tmp_path, room)
    seen = next(name for name in (f"A_F_{n}" for n in range(40)) if not held_out(name))
    write_person(tmp_path, f"00000-{seen}-Casual")
    with pytest.raises(DataError, match="none of the 1 people"):
        rendered_set(tmp_path, room)
    write_person(tmp_path, "someone")
    with pytest.raises(DataError, match="is not named as a rendered person"):
        rendered_set(tmp_path, room)


def write_sequence(folder: Path, name: str, shifts: tuple[int, ...]) -> None:
    """Write a rendered sequence of a white person who moves by these px."""
    clip = folder / "sequences" / name
    clip.mkdir(parents=True)
    for number, shift in enumerate(shifts):
        person = np.full((48, 64, 4), (255, 255, 255, 0), np.uint8)
        person[8:, 10 + shift : 30 + shift, 3] = 255
        cv2.imwrite(str(clip / f"{number:03d}.webp"), person, [cv2.IMWRITE_WEBP_QUALITY, 101])
    (clip / "clip.json").write_text(json.dumps({"identity": name.split("-")[1], "fps": 10}))


def test_rendered_sequences_of_held_out_people_are_scored_frame_by_frame(tmp_path, bright):
    kept = next(name for name in (f"A_F_{n}" for n in range(40)) if held_out(name))
    seen = next(name for name in (f"A_F_{n}" for n in range(40)) if not held_out(name))
    write_sequence(tmp_path, f"00000-{kept}-Casual", (0, 4, 8))
    write_sequence(tmp_path, f"00001-{seen}-Casual", (0, 0, 0))
    room = [np.zeros((48, 64, 3), np.uint8)]
    alone, _ = sequence_rows("sequences", rendered_clips(tmp_path, room), [bright])
    assert alone["pictures"] == 3
    assert alone["iou"] == pytest.approx(100, abs=0.1)
    assert alone["dtssd"] == pytest.approx(0, abs=0.1)
    assert rendered_clips(tmp_path / "stills", room) == []


def test_a_peer_is_scored_by_the_same_code(tmp_path, data, bright):
    pytest.importorskip("ai_edge_litert")
    peer = load_contenders(bright_peer(tmp_path / "peer.tflite"))[0]
    assert (peer.parameters, peer.size, list(peer.ways)) == (4, SIZE, ["MediaPipe peer"])
    rows = set_rows(whole_set(data, "people"), [bright, peer])
    assert [row["model"] for row in rows][2] == "MediaPipe peer"
    assert rows[2]["iou"] == 100
    assert rows[2]["mad"] == pytest.approx(rows[0]["mad"], rel=1e-3)


def test_costs_are_compared_with_the_first_landscape_peer(tmp_path, bright):
    pytest.importorskip("ai_edge_litert")
    square = load_contenders(bright_peer(tmp_path / "square.tflite", (64, 64)))[0]
    wide = load_contenders(bright_peer(tmp_path / "wide.tflite"))[0]
    memory = load_contenders(bright_model(tmp_path / "memory.onnx", memory=True))[0]
    costs = measure([bright, square, wide, memory], rounds=3)
    own, peer = "livebg bright, refined", "MediaPipe wide"
    assert list(costs) == ["livebg bright, network alone", own, "MediaPipe square", peer, *memory.ways]
    assert costs[peer].ratio == 1
    assert all(cost.cpu_ms > 0 and cost.wall_ms > 0 for cost in costs.values())
    assert costs[own].ratio == pytest.approx(costs[own].cpu_ms / costs[peer].cpu_ms)
    assert measure([bright], rounds=1)[own].ratio is None


@pytest.mark.parametrize("vnni", [True, False])
def test_both_sizes_of_an_int8_model_are_scored_whatever_this_machine_has(tmp_path, monkeypatch, vnni):
    monkeypatch.setattr("livebg.segmenters.onnx.has_dot_products", lambda: vnni)
    path = bright_model(tmp_path / "bright.onnx", area_without_dot_px=32 * 16)
    whole, few = load_contenders(path)
    assert (whole.size, few.size) == ((80, 48), (32, 16))
    assert list(few.ways) == ["livebg bright without VNNI, network alone", "livebg bright without VNNI, refined"]
    image = np.zeros((72, 128, 3), np.uint8)
    image[:, 64] = 255
    mattes = [next(iter(each.ways.values()))(image, None)[0] for each in (whole, few)]
    assert mattes[0].max() > mattes[1].max() > 0  # one bright column is averaged away among fewer pixels


@pytest.mark.parametrize("content", [b"", b"no model"])
def test_a_broken_peer_is_named(tmp_path, content):
    pytest.importorskip("ai_edge_litert")
    (tmp_path / "broken.tflite").write_bytes(content)
    with pytest.raises(ModelError, match=r"broken\.tflite cannot be loaded"):
        load_contenders(tmp_path / "broken.tflite")


@pytest.mark.parametrize(
    ("module", "options", "words"),
    [
        ("ai_edge_litert.interpreter", ["peer.tflite"], "install livebg's extra: peers"),
        ("matplotlib", ["bright.onnx", "--plot", "p.png"], "install livebg's extra: train"),
    ],
)
def test_a_package_that_is_missing_is_named_with_its_extra(tmp_path, monkeypatch, capsys, module, options, words):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, module, None)  # what the import system keeps for a module that it must not find
    write_data(tmp_path / "data")
    bright_model(tmp_path / "bright.onnx")
    (tmp_path / "peer.tflite").write_bytes(b"never read")
    assert main(["evaluate", *options, "--data", "data", "--sets", "people"]) == 1
    assert words in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--data", "data"], "no model given; expected .onnx or .tflite files"),
        (["a.pth", "--data", "data"], "a.pth is no model that can be scored; expected .onnx"),
        (["gone.onnx", "--demo"], "no model file gone.onnx"),
        (["gone.tflite", "--demo"], "no model file gone.tflite"),
        (["bright.onnx"], "nothing to score; give --data DIR"),
        (["bright.onnx", "--data", "gone"], "no data folder gone"),
        (["bright.onnx", "--data", "data"], "data/selfies is no data set"),
        (["bright.onnx", "--data", "data", "--all", "gone"], "data/gone is no data set"),
        (["bright.onnx", "--all", "people"], "need --data DIR"),
        (["bright.onnx", "--faults"], "need --data DIR"),
        (
            ["bright.onnx", "--data", "data", "--sets", "people", "--rendered", "gone"],
            "gone/stills holds no rendered people",
        ),
        (["bright.onnx", "--sequence", "gone.mp4"], "gone.mp4 cannot be read as a clip"),
        (["bright.onnx", "--sequence", "a", "b", "c"], "--sequence takes one video and its matte"),
        (["bright.onnx", "x/bright.onnx", "--demo"], "two models are called bright"),
        (["bright.onnx", "--demo", "--threads", "0"], "--threads must be at least 1"),
        (["bright.onnx", "--data", "data", "--sets", "people", "--json", "no/a.json"], "cannot write no/a.json"),
    ],
)
def test_bad_input_gets_a_sentence(tmp_path, monkeypatch, capsys, arguments, words):
    monkeypatch.chdir(tmp_path)
    write_data(tmp_path / "data")
    bright_model(tmp_path / "bright.onnx")
    assert main(["evaluate", *arguments]) == 1
    told = capsys.readouterr()
    assert words in told.err
    assert told.out == ""


def test_rows_go_to_a_file_and_the_table_to_the_terminal(tmp_path, data, bright, capsys):
    clip = write_clip(tmp_path / "talk.mkv", [scene(x)[0] for x in (4, 8, 12)])
    matte = write_clip(tmp_path / "matte.mkv", [cv2.merge([scene(x)[1]] * 3) for x in (4, 8, 12)])
    arguments = [
        "evaluate",
        str(bright.path),
        "--data",
        str(data),
        "--sets",
        "people",
        "--sequence",
        str(clip),
        str(matte),
    ]
    assert (
        main([*arguments, "--all", "people", "--faults", "--cost", "--json", str(tmp_path / "rows.json"), "--markdown"])
        == 0
    )
    table = capsys.readouterr().out.splitlines()
    rows = json.loads((tmp_path / "rows.json").read_text())
    names = ["people", "people, all", "people, bad cameras", "people, all, bad cameras", "talk", "empty rooms"]
    assert [row["set"] for row in rows] == [name for name in names for _ in range(2)]
    assert all(row["cpu_ms"] > 0 and row["wall_ms"] > 0 and row["network_size"] == "80x48" for row in rows)
    assert "dtssd" in rows[8] and rows[8]["pictures"] == 3
    assert table[4].startswith("| people, all | livebg bright, network alone | 30 | 100.00 |")
    assert len(table) == 2 + len(rows)
