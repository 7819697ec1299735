"""Draw triangles off screen with OpenGL: colour with exact soft alpha, motion, and shadow maps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any

import moderngl
import numpy as np
from numpy.typing import NDArray

from livebg.errors import DataError
from train.synth.avatar import Floats, Indices
from train.synth.light import MAP_PX
from train.synth.shaders import DEPTH_FRAGMENT, DEPTH_VERTEX, FRAGMENT, VERTEX

SUPERSAMPLED = 3  # the side of the square of samples that make one pixel: 9 samples and hair of a third of a pixel
COLUMNS = {"place": 3, "normal": 3, "uv": 2, "rest": 3, "light": 3, "tint": 4, "after": 3, "kind": 1}


@dataclass(frozen=True)
class Batch:
    """Hold what is drawn in one go. vertices: (V, 22) float32 in the order of `COLUMNS`. triangles: (T, 3) int32."""

    vertices: Floats
    triangles: Indices


@dataclass(frozen=True)
class Layer:
    """Hold a drawn layer. colour: (H, W, 4) float32, RGB linear, premultiplied by alpha. moved: (H, W, 2) float32, pixels."""

    colour: Floats
    moved: Floats


class Raster:
    """Own an OpenGL context without a window: EGL, on a GPU or on Mesa's software renderer. Used from one thread."""

    def __init__(self) -> None:
        settings: dict[str, Any] = {"backend": "egl"}
        try:
            self.context = moderngl.create_context(require=330, standalone=True, **settings)
        except Exception as error:  # moderngl raises bare Exception when there is no EGL
            raise DataError(
                f"cannot draw off screen: {error}; install EGL and Mesa (Debian: libegl1 and libgl1-mesa-dri)"
            ) from error
        self.depth_program = self.context.program(vertex_shader=DEPTH_VERTEX, fragment_shader=DEPTH_FRAGMENT)
        self.program = self.context.program(vertex_shader=VERTEX, fragment_shader=FRAGMENT)

    def __enter__(self) -> Raster:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.context.release()

    def shadow_maps(self, place: Floats, triangles: Indices, matrices: Floats) -> NDArray[np.float32]:
        """Give depths (K, N, N) float32, 0 near to 1 far, of triangles seen along each matrix (K, 4, 4)."""
        context = self.context
        across = int(np.ceil(np.sqrt(len(matrices))))
        down = -(-len(matrices) // across)
        points = context.buffer(np.ascontiguousarray(place, np.float32))
        order = context.buffer(np.ascontiguousarray(triangles, np.int32))
        atlas = context.depth_texture((across * MAP_PX, down * MAP_PX))
        target = context.framebuffer(depth_attachment=atlas)
        array = context.vertex_array(self.depth_program, [(points, "3f", "place")], order)
        target.use()
        target.clear(depth=1.0)
        context.enable_only(moderngl.DEPTH_TEST)
        for i, matrix in enumerate(matrices):
            target.viewport = (i % across * MAP_PX, i // across * MAP_PX, MAP_PX, MAP_PX)
            target.scissor = target.viewport  # what leaves its map must not spill into the next
            self.depth_program["matrix"].write(np.ascontiguousarray(matrix.T, np.float32))  # type: ignore[union-attr]
            array.render()
        depth = np.frombuffer(atlas.read(), np.float32).reshape(down, MAP_PX, across, MAP_PX)
        for thing in (array, target, atlas, order, points):
            thing.release()
        return depth.transpose(0, 2, 1, 3).reshape(-1, MAP_PX, MAP_PX)[: len(matrices)]

    def draw(
        self,
        batch: Batch,
        size: tuple[int, int],
        textures: Mapping[str, NDArray[np.uint8]],
        uniforms: Mapping[str, float | int | Floats],
    ) -> Layer:
        """Draw a batch over nothing. size: (width, height). textures: name -> (H, W, 3 or 4) uint8, sRGB."""
        context = self.context
        wide = (size[0] * SUPERSAMPLED, size[1] * SUPERSAMPLED)
        points = context.buffer(np.ascontiguousarray(batch.vertices, np.float32))
        order = context.buffer(np.ascontiguousarray(batch.triangles, np.int32))
        layout = " ".join(f"{count}f" for count in COLUMNS.values())
        array = context.vertex_array(self.program, [(points, layout, *COLUMNS)], order)
        colour, moved = context.texture(wide, 4, dtype="f2"), context.texture(wide, 2, dtype="f2")
        depth = context.depth_renderbuffer(wide)
        target = context.framebuffer([colour, moved], depth)
        target.use()
        target.clear(0.0, 0.0, 0.0, 0.0, depth=1.0)
        context.enable_only(moderngl.DEPTH_TEST)
        held: list[moderngl.Texture] = []
        for unit, (name, picture) in enumerate(textures.items()):
            texture = context.texture(
                (picture.shape[1], picture.shape[0]), picture.shape[2], np.ascontiguousarray(picture)
            )
            texture.build_mipmaps()
            texture.filter = (moderngl.LINEAR_MIPMAP_LINEAR, moderngl.LINEAR)
            texture.use(unit)
            self._set(name, unit)
            held.append(texture)
        for name, value in uniforms.items():
            self._set(name, value)
        self._set("frame_px", np.array(size, np.float32))
        array.render()
        layer = Layer(_averaged(colour.read(), size, 4), _averaged(moved.read(), size, 2))
        for texture in (colour, moved, *held):
            texture.release()
        for thing in (array, target, depth, order, points):
            thing.release()
        return Layer(layer.colour, layer.moved / np.maximum(layer.colour[:, :, 3:], 1e-3))

    def _set(self, name: str, value: float | int | Floats) -> None:
        uniform = self.program[name]
        if isinstance(value, np.ndarray):
            uniform.write(np.ascontiguousarray(value.T if value.ndim == 2 else value, np.float32))  # type: ignore[union-attr]
        else:
            uniform.value = value  # type: ignore[union-attr]


def _averaged(pixels: bytes, size: tuple[int, int], channels: int) -> Floats:
    """Average the samples of each pixel and put the first row on top: OpenGL begins at the bottom. Gives (H, W, C)."""
    k = SUPERSAMPLED
    samples = np.frombuffer(pixels, np.float16).reshape(size[1], k, size[0], k, channels)
    total = np.zeros((size[1], size[0], channels), np.float32)
    for row in range(k):
        for column in range(k):
            total += samples[:, row, :, column]
    return np.ascontiguousarray(total[::-1]) / (k * k)
