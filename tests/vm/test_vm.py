"""Check livebg from a real camera driver to a real virtual camera, in a small virtual machine that is booted once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.real.desktop import need

BOOT = Path(__file__).with_name("boot.sh")
LIMIT_S = int(os.environ.get("LIVEBG_VM_LIMIT_S", "540"))
FPS, NEAR = 10, 12


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Give what guest.py measured."""
    cache = Path(os.environ.get("LIVEBG_VM_CACHE", Path.home() / ".cache/livebg/vm"))
    need("qemu-system-x86_64", "busybox", "cpio", "/sbin/modprobe", "v4l2-ctl", str(cache / "kernel"))
    folder = tmp_path_factory.mktemp("vm")
    command = ["timeout", str(LIMIT_S), str(BOOT), str(folder), sys.executable]
    with (folder / "console.log").open("wb") as console:
        subprocess.run(command, stdout=console, stderr=console, stdin=subprocess.DEVNULL, check=False)
    console_end = (folder / "console.log").read_text(errors="replace")[-3000:]
    found = folder / "figures.json"
    assert found.exists() and found.stat().st_size, f"the guest did not come to its end:\n{console_end}"
    return json.loads(found.read_text())


def part(figures: dict[str, Any], name: str) -> dict[str, Any]:
    assert "failed" not in figures[name], figures[name]
    return figures[name]


def test_the_webcam_is_closed_until_a_program_watches(figures: dict[str, Any]):
    seen = part(figures, "through")
    assert not seen["camera_open_before_call"]
    assert seen["camera_open_in_call"]
    assert seen["first_kind"] == "card"
    assert "watched by python" in seen["messages"]
    assert part(figures, "latency")["camera_closed_after_call"]


def test_the_reader_sees_composites_of_the_right_colour_size_and_rate(figures: dict[str, Any]):
    seen = part(figures, "through")
    assert max(abs(a - b) for a, b in zip(seen["colour"], (0, 192, 0), strict=True)) <= NEAR
    assert seen["share"] > 0.5
    assert seen["fps"] == pytest.approx(FPS, rel=0.15)
    assert seen["longest_gap_s"] < 3 * 0.1 * 3, "the guest is emulated: 3 times the goal of 3 intervals"


def test_whatever_happened_the_reader_saw_composites_and_the_card_only(figures: dict[str, Any]):
    seen = part(figures, "through")
    assert seen["kinds"] == ["card", "green"]
    assert (seen["last_kind"], seen["exit_code"]) == ("card", 0)
    assert "Traceback" not in seen["messages"]


def test_a_stalled_and_an_unplugged_webcam_come_back(figures: dict[str, Any]):
    seen = part(figures, "through")
    assert seen["stall_to_card_s"] < 3 * 2
    assert seen["unplug_to_card_s"] < 3 * 2
    assert seen["stall_end_to_green_s"] < 30
    assert seen["replug_to_green_s"] < 30
    assert "gave no picture for 2 s" in seen["messages"]


def test_only_our_own_device_is_fed(figures: dict[str, Any]):
    assert part(figures, "through")["others_device_open"] == []


def test_a_device_that_has_served_once_is_explained_with_the_command(figures: dict[str, Any]):
    again = part(figures, "again")
    assert again["code"] == 1
    assert again["err"].startswith("livebg: /dev/video10 takes no pictures: it has served one program")
    assert (
        "sudo modprobe -r v4l2loopback && sudo modprobe v4l2loopback exclusive_caps=1 card_label=livebg" in again["err"]
    )
    assert len(again["err"].splitlines()) == 1
    doctor = part(figures, "doctor_after")
    assert doctor["code"] == 1
    findings = {finding["check"]: finding for finding in json.loads(doctor["out"])}
    assert findings["feeding"]["verdict"] == "problem"
    assert "has served one program" in findings["feeding"]["what"]
    assert {findings[check]["verdict"] for check in ("driver", "device", "browsers", "access")} == {"ok"}
    assert findings["webcam"]["what"].startswith("webcam 0 (")


def test_the_picture_arrives_soon_even_in_the_emulated_machine(figures: dict[str, Any]):
    took = part(figures, "latency")["latency_s"]
    assert len(took) == 5
    assert sorted(took)[2] < 2.0


def test_a_busy_webcam_is_one_sentence(figures: dict[str, Any]):
    busy = part(figures, "busy")
    assert busy["code"] == 1
    assert "another app" in busy["err"].splitlines()[-1]
    assert "Traceback" not in busy["err"]


def test_the_webcam_is_listed_by_its_name(figures: dict[str, Any]):
    cameras = json.loads(part(figures, "cameras")["out"])
    assert next(camera["name"] for camera in cameras if camera["path"] == "/dev/video0").lower().startswith("vivid")
