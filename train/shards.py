"""Pack pairs into WebDataset shards, and read them back, each process its own share: for sets that fit no memory and no inode table."""

from __future__ import annotations

import io
import os
import tarfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import cv2
import numpy as np

from livebg.errors import DataError
from train.data import Pair, held_out

JPEG_QUALITY = 95
DECODERS = {"jpg": cv2.IMREAD_COLOR, "png": cv2.IMREAD_GRAYSCALE}  # the parts of a sample, by the WebDataset convention


def write_shards(pairs: Iterable[Pair], folder: Path, per_shard: int) -> int:
    """Write pairs as `folder/000000.tar` and so on, by the WebDataset convention, and give their number.

    A sample is `<key>.jpg` and `<key>.png` (its matte, 255 = person); the key is the picture's name with dots replaced.
    Each shard is written beside its name and then renamed. Cut-out people are refused with a DataError: a JPEG has no alpha.
    """
    folder.mkdir(parents=True, exist_ok=True)
    count, batch = 0, []
    for pair in pairs:
        if pair.cut_out:
            raise DataError(
                f"{pair.name} is a cut-out person, which shards do not hold; keep rendered people as a folder"
            )
        batch.append(pair)
        if len(batch) == per_shard:
            _write(batch, folder / f"{count // per_shard:06d}.tar")
            count, batch = count + len(batch), []
    if batch:
        _write(batch, folder / f"{count // per_shard:06d}.tar")
    return count + len(batch)


def _write(pairs: list[Pair], path: Path) -> None:
    """Write one shard."""
    beside = path.with_suffix(".partial")
    with tarfile.open(beside, "w") as tar:
        for pair in pairs:
            key = pair.name.replace(".", "_")
            _, image = cv2.imencode(".jpg", pair.image, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
            _, matte = cv2.imencode(".png", pair.matte)
            for kind, data in (("jpg", image.tobytes()), ("png", matte.tobytes())):
                member = tarfile.TarInfo(f"{key}.{kind}")
                member.size = len(data)
                tar.addfile(member, io.BytesIO(data))
    os.replace(beside, path)


def shard_files(folder: Path) -> list[Path]:
    """List the shards of a folder in name order; none if it holds none."""
    return sorted(folder.glob("*.tar"))


def read_shards(folder: Path, *, validation: bool, rank: int = 0, size: int = 1) -> Iterator[Pair]:
    """Read the training or the held-out pairs of every `size`-th shard, from number `rank` on, in order.

    Raises DataError naming the shard that is damaged, or when there are fewer shards than processes.
    """
    shards = shard_files(folder)
    if len(shards) < size:
        raise DataError(
            f"{folder} has {len(shards)} shards for {size} processes; write more, smaller ones: --per-shard"
        )
    for path in shards[rank::size]:
        yield from (pair for pair in _read(path) if held_out(pair.name) == validation)


def _read(path: Path) -> Iterator[Pair]:
    """Read all pairs of a shard, in order. Raises DataError."""
    again = "write it again: python -m train shards"
    if path.stat().st_size % tarfile.RECORDSIZE:  # tarfile itself takes some cuts for the end
        raise DataError(f"the shard {path} is damaged: it is cut off; {again}")
    key, parts = "", {}
    try:
        with tarfile.open(path) as tar:
            for member in tar:
                key, _, kind = member.name.partition(".")
                content = tar.extractfile(member)
                parts[kind] = content.read() if content else b""
                if len(parts) == len(DECODERS):
                    yield _pair(key, parts)
                    parts = {}
    except (OSError, EOFError, ValueError, tarfile.TarError) as error:
        raise DataError(f"the shard {path} is damaged: {error}; {again}") from error
    if parts:
        raise DataError(f"the shard {path} is damaged: its last sample {key} is not whole; {again}")


def _pair(key: str, parts: dict[str, bytes]) -> Pair:
    """Decode a sample. Raises ValueError when it is not a picture with a matte of its size."""
    found = {kind: _decode(parts.get(kind), how) for kind, how in DECODERS.items()}
    image, matte = found["jpg"], found["png"]
    if image is None or matte is None or image.shape[:2] != matte.shape:
        raise ValueError(f"sample {key} is no .jpg and .png of one size")
    return Pair(key, image, matte)


def _decode(data: bytes | None, how: int) -> np.ndarray | None:
    """Decode a picture, None when there is none."""
    return None if not data else cv2.imdecode(np.frombuffer(data, np.uint8), how)
