"""Be the machine's webcam seen from outside: its controls, what it shows, and the clock that its driver draws into each picture."""

from __future__ import annotations

import fcntl
import os
import struct
import time

import cv2
import numpy as np

from livebg.types import Image

WEBCAM, VIRTUAL = "/dev/video0", "/dev/video10"
CAMERA, SIZE = (
    (320, 180),
    (320, 240),
)  # the nearest that the webcam has to what it is asked for, and the virtual camera's
NEAR = 12  # levels that I420 twice and its rounding may move a colour
_QUERYCTRL, _G_CTRL, _S_CTRL, _NEXT = 0xC0445624, 0xC008561B, 0xC008561C, 0x80000000
_G_FMT, _FORMAT_BYTES, _CAPTURE = 0xC0D05604, 208, 1

CLOCK_AT, CELL = (
    (16, 24),
    (16, 8),
)  # (row, column) of the clock's first digit in the webcam's picture; (rows, columns) of a letter
CLOCK = "00:00:00:000"
MOST_WRONG = 6  # of a letter's 128 pixels
# The kernel's font VGA8x16, rows 2 to 11 of the letters that a clock has.
GLYPHS = {
    "0": "386cc6c6d6d6c6c66c38", "1": "1838781818181818187e", "2": "7cc6060c183060c0c6fe", "3": "7cc606063c060606c67c",
    "4": "0c1c3c6cccfe0c0c0c1e", "5": "fec0c0c0fc060606c67c", "6": "3860c0c0fcc6c6c6c67c", "7": "fec606060c1830303030",
    "8": "7cc6c6c67cc6c6c6c67c", "9": "7cc6c6c67e0606060c78",
}  # fmt: skip


def controls(device: int) -> dict[str, int]:
    """Give the ids of a webcam's controls by their names."""
    found, asked = dict[str, int](), _NEXT
    while True:
        answer = bytearray(struct.pack("=II32s7i", asked, 0, b"", *(0,) * 7))
        try:
            fcntl.ioctl(device, _QUERYCTRL, answer)
        except OSError:  # there is no other one
            return found
        number, _, name = struct.unpack_from("=II32s", answer)
        found[name.split(b"\0")[0].decode()] = number
        asked = number | _NEXT


def turn(name: str, value: int) -> float:
    """Set one of the webcam's controls; gives when."""
    device = os.open(WEBCAM, os.O_RDWR | os.O_NONBLOCK)
    try:
        fcntl.ioctl(device, _S_CTRL, struct.pack("=Ii", controls(device)[name], value))
        return time.monotonic()
    finally:
        os.close(device)


def value(name: str) -> int:
    """Read one of the webcam's controls."""
    device, answer = os.open(WEBCAM, os.O_RDWR | os.O_NONBLOCK), bytearray(8)
    try:
        struct.pack_into("=I", answer, 0, controls(device)[name])
        fcntl.ioctl(device, _G_CTRL, answer)
        return int(struct.unpack_from("=i", answer, 4)[0])
    finally:
        os.close(device)


def drawn(letter: str) -> Image:
    """Give a letter as the driver draws it: (16, 8), 1 where it is."""
    rows = np.zeros(CELL[0], np.uint8)
    rows[2:12] = list(bytes.fromhex(GLYPHS[letter]))
    return np.unpackbits(rows[:, None], axis=1)


def clock_ms(image: Image) -> int | None:
    """Read the clock in a picture of the webcam's size, milliseconds since it began to stream; None where there is none."""
    row, column = CLOCK_AT
    box = image[row : row + CELL[0], column : column + CELL[1] * len(CLOCK)].mean(axis=2)
    bright = (box > (box.min() + box.max()) / 2).astype(np.uint8)
    text = ""
    for place, letter in enumerate(CLOCK):
        if letter == ":":
            text += letter
            continue
        cell = bright[:, place * CELL[1] : (place + 1) * CELL[1]]
        wrong = {digit: int((cell != drawn(digit)).sum()) for digit in GLYPHS}
        best = min(wrong, key=lambda digit: wrong[digit])
        if wrong[best] > MOST_WRONG:
            return None
        text += best
    hours, minutes, seconds, thousandths = map(int, text.split(":"))
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths


def format_of(path: str) -> dict[str, object]:
    """Give what a reader of a device is told of its pictures: as a program must take them to get the colours right."""
    device, answer = os.open(path, os.O_RDWR | os.O_NONBLOCK), bytearray(_FORMAT_BYTES)
    try:
        struct.pack_into("=I", answer, 0, _CAPTURE)
        fcntl.ioctl(device, _G_FMT, answer)
    finally:
        os.close(device)
    width, height, fourcc, _, _, _, space, _, _, encoding, quantization = struct.unpack_from("=2I4s8I", answer, 8)
    return {
        "size": [width, height],
        "fourcc": fourcc.decode(),
        "space": space,
        "encoding": encoding,
        "quantization": quantization,
    }


def near(image: Image, wanted: Image) -> float:
    """Give the share of pixels that have the wanted colours."""
    return float((np.abs(image.astype(np.int16) - wanted.astype(np.int16)) <= NEAR).all(axis=-1).mean())


def room_picture() -> Image:
    """Give what the webcam shows: (H, W, 3) uint8 BGR."""
    camera = cv2.VideoCapture(0, cv2.CAP_V4L2)
    camera.set(cv2.CAP_PROP_FRAME_WIDTH, CAMERA[0])
    camera.set(cv2.CAP_PROP_FRAME_HEIGHT, CAMERA[1])
    ok, image = camera.read()
    camera.release()
    assert ok and image.shape == (CAMERA[1], CAMERA[0], 3), "the webcam shows nothing"
    return np.asarray(image, np.uint8)
