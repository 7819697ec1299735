"""Check that a kept engine is used as long as it fits, and built again when it does not."""

from __future__ import annotations

import json

import pytest

from livebg.errors import ModelError
from livebg.segmenters.engine_file import EngineKey, digest, kept_or_built, read_engine, save_engine, sidecar_of

KEY = EngineKey(
    library="tensorrt_rtx", version="1.7.1", architecture="any", system="linux-x86_64",
    model_sha256=digest(b"model"), shapes={"src": (1, 3, 128, 224)},
)  # fmt: skip
OLD, NEW = b"old engine", b"new engine"


def rebuilt(path, key=KEY):
    """Give what is used, and whether it was built."""
    builds = []
    engine = kept_or_built(path, key, lambda: builds.append(1) or NEW)
    return engine, bool(builds)


@pytest.fixture
def kept(tmp_path):
    path = tmp_path / "engines" / "balanced.engine"
    save_engine(path, OLD, KEY)
    return path


def test_an_engine_that_fits_is_used(kept):
    assert rebuilt(kept) == (OLD, False)


def test_the_first_one_is_built_and_kept(tmp_path):
    path = tmp_path / "engines" / "new.engine"
    assert rebuilt(path) == (NEW, True)
    assert rebuilt(path) == (NEW, False)
    assert sorted(entry.name for entry in path.parent.iterdir()) == ["new.engine", "new.engine.json"]


@pytest.mark.parametrize(
    "change",
    [
        {"recipe": 1},
        {"version": "1.8.0"},
        {"library": "tensorrt"},
        {"architecture": "sm_89"},
        {"system": "windows-amd64"},
        {"model_sha256": digest(b"another")},
        {"shapes": {"src": (1, 3, 160, 192)}},
    ],
)
def test_a_sidecar_of_anything_else_is_built_again(kept, change):
    wanted = KEY.model_copy(update=change)
    _, fault = read_engine(kept, wanted)
    assert fault.startswith(f"{next(iter(change))} is ")
    assert rebuilt(kept, wanted) == (NEW, True)
    assert read_engine(kept, wanted) == (NEW, "")


def test_an_engine_that_is_cut_short_is_built_again(kept):
    kept.write_bytes(OLD[:4])
    assert "cut short or changed" in read_engine(kept, KEY)[1]
    assert rebuilt(kept) == (NEW, True)
    assert rebuilt(kept) == (NEW, False)


def test_a_sidecar_of_a_livebg_that_built_otherwise_is_built_again(kept):
    card = json.loads(sidecar_of(kept).read_text())
    del card["recipe"]
    sidecar_of(kept).write_text(json.dumps(card))
    assert rebuilt(kept) == (NEW, True)


@pytest.mark.parametrize("text", ["", "{", "[]", json.dumps({"library": "tensorrt_rtx"})])
def test_a_sidecar_that_is_none_is_built_again(kept, text):
    sidecar_of(kept).write_text(text)
    assert "its sidecar cannot be read" in read_engine(kept, KEY)[1]
    assert rebuilt(kept) == (NEW, True)


def test_a_sidecar_without_its_engine_is_built_again(kept):
    kept.unlink()
    assert rebuilt(kept) == (NEW, True)


def test_a_folder_that_takes_no_files_is_only_logged(tmp_path, caplog):
    (tmp_path / "engines").write_text("not a folder")
    assert rebuilt(tmp_path / "engines" / "x.engine") == (NEW, True)
    assert "cannot be kept" in caplog.text


def test_a_build_that_fails_is_told_and_leaves_what_was_there(kept):
    def fails() -> bytes:
        raise ModelError("no")

    with pytest.raises(ModelError, match="no"):
        kept_or_built(kept, KEY.model_copy(update={"version": "2"}), fails)
    assert read_engine(kept, KEY) == (OLD, "")
