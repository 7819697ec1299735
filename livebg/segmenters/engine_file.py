"""Keep built engines on disk with a sidecar that says what they are good for; what no longer fits is built again."""

from __future__ import annotations

import hashlib
import logging
import os
import platform
from collections.abc import Callable
from pathlib import Path

import platformdirs
from pydantic import BaseModel, ConfigDict, ValidationError

log = logging.getLogger(__name__)

Shape = tuple[int, ...]

RECIPE = 2  # how `build_engine` builds: counted up whenever it asks the library for something else


class EngineKey(BaseModel):
    """Hold everything that makes an engine invalid when it changes.

    recipe: `RECIPE` when it was built. library, version: what built it. architecture: the GPU's, such as sm_89, or "any" for an
    engine that is finished on the GPU it runs on. system: operating system and processor. model_sha256: of the ONNX file.
    shapes: of the inputs, by name.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    recipe: int = RECIPE
    library: str
    version: str
    architecture: str
    system: str
    model_sha256: str
    shapes: dict[str, Shape]


class EngineCard(EngineKey):
    """Hold a sidecar: the key, and the SHA-256 of the engine's own bytes."""

    recipe: int  # one without it is older than recipes
    engine_sha256: str


def system_name() -> str:
    """Name the operating system and processor, such as linux-x86_64."""
    return f"{platform.system()}-{platform.machine()}".lower()


def cache_folder() -> Path:
    """Give the user's folder of engines."""
    return Path(platformdirs.user_cache_dir("livebg", appauthor=False)) / "engines"


def sidecar_of(engine: Path) -> Path:
    """Give the place of an engine's sidecar."""
    return engine.with_name(f"{engine.name}.json")


def digest(data: bytes) -> str:
    """Give the SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def save_engine(path: Path, engine: bytes, key: EngineKey) -> None:
    """Write an engine and its sidecar, each beside its place first: a kill leaves no engine that passes for a whole one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    card = EngineCard(**key.model_dump(), engine_sha256=digest(engine))
    for target, content in ((path, engine), (sidecar_of(path), card.model_dump_json(indent=2).encode())):
        beside = target.with_name(f".{target.name}.partial")
        beside.write_bytes(content)
        os.replace(beside, target)


def read_engine(path: Path, key: EngineKey) -> tuple[bytes, str]:
    """Give a kept engine and "", or nothing and the reason why it cannot be used: missing, cut short, or made for something else."""
    try:
        engine = path.read_bytes()
        card = EngineCard.model_validate_json(sidecar_of(path).read_bytes())
    except FileNotFoundError:
        return b"", "there is none yet"
    except (OSError, ValidationError) as error:
        return b"", f"its sidecar cannot be read: {str(error).splitlines()[0]}"
    kept, wanted = card.model_dump(exclude={"engine_sha256"}), key.model_dump()
    other = [f"{name} is {kept[name]}, expected {wanted[name]}" for name in wanted if kept[name] != wanted[name]]
    if other:
        return b"", "; ".join(other)
    if digest(engine) != card.engine_sha256:
        return b"", "the file is not the one that was written; it is cut short or changed"
    return engine, ""


def kept_or_built(path: Path, key: EngineKey, build: Callable[[], bytes]) -> bytes:
    """Give the engine kept at `path`, or build and keep it. What `build` raises is raised; a folder that takes no files is only logged."""
    engine, fault = read_engine(path, key)
    if not fault:
        return engine
    log.info("building the engine %s: %s", path.name, fault)
    engine = build()
    try:
        save_engine(path, engine, key)
    except OSError as error:
        log.warning("the engine cannot be kept, and is built again next time: %s", error)
    return engine
