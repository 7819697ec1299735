"""Find the files that ship with livebg: models, backgrounds, the demo clip."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from livebg.errors import LivebgError

INT8 = "-int8"  # ends the name of a network's int8 file


def _root() -> Path:
    """Give the folder of bundled files: `livebg/assets` in an installed wheel, `assets` beside `livebg` in a checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "assets"
    return installed if installed.is_dir() else package.parent / "assets"


def asset(relative: str) -> Path:
    """Give the path of a bundled file or folder, such as "demo/person.mp4". Raises LivebgError when it is missing."""
    path = _root() / relative
    if not path.exists():
        raise LivebgError(f"the bundled file {relative} is missing from {_root()}; reinstall livebg")
    return path


def asset_names(folder: str, suffixes: Iterable[str]) -> list[str]:
    """Give the sorted stems of a bundled folder's files that end in one of `suffixes`, such as (".jpg",)."""
    wanted = {suffix.lower() for suffix in suffixes}
    return sorted(path.stem for path in asset(folder).iterdir() if path.is_file() and path.suffix.lower() in wanted)


def model_names() -> list[str]:
    """Give the bundled networks that people choose among: an int8 file is not one, it serves its network (`ModelSettings.precision`)."""
    names = asset_names("models", (".onnx",))
    return [name for name in names if name.removesuffix(INT8) == name or name.removesuffix(INT8) not in names]


def int8_beside(model: Path) -> Path:
    """Give where the int8 file of NAME.onnx lies, if it has one: NAME-int8.onnx beside it."""
    return model.with_name(f"{model.stem}{INT8}{model.suffix}")
