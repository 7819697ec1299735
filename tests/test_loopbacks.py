"""Check how loopback devices are found, in a device tree laid out as Linux does, and who holds a file, with a real process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from livebg.errors import SinkError
from livebg.loopbacks import (
    Ability,
    Holder,
    Loopback,
    ability,
    holders,
    list_loopbacks,
    load_command,
    module_loaded,
    reload_command,
)
from livebg.sinks.virtual_camera import check_writable, own_device

linux = pytest.mark.skipif(sys.platform != "linux", reason="loopback devices are Linux's")


def add_device(system: Path, number: int, label: str, *, loopback: bool = True) -> None:
    """Lay out one video device below a /sys of our own."""
    kind = "virtual" if loopback else "pci0000:00/usb1"
    device = system / "devices" / kind / "video4linux" / f"video{number}"
    device.mkdir(parents=True)
    (device / "name").write_text(label + "\n")
    if loopback:
        (device / "max_openers").write_text("10\n")
    listed = system / "class" / "video4linux"
    listed.mkdir(parents=True, exist_ok=True)
    (listed / f"video{number}").symlink_to(device)


def test_without_the_driver_there_is_none(tmp_path: Path):
    assert list_loopbacks(tmp_path) == []
    assert not module_loaded(tmp_path)
    assert own_device(tmp_path) is None


def test_loopbacks_are_listed_by_number_and_webcams_are_not(tmp_path: Path):
    add_device(tmp_path, 0, "HD Pro Webcam", loopback=False)
    add_device(tmp_path, 10, "livebg")
    add_device(tmp_path, 9, "OBS Virtual Camera")
    assert list_loopbacks(tmp_path) == [
        Loopback("/dev/video9", "OBS Virtual Camera"),
        Loopback("/dev/video10", "livebg"),
    ]
    (tmp_path / "module" / "v4l2loopback").mkdir(parents=True)
    assert module_loaded(tmp_path)


def test_ours_is_found_by_its_label_and_never_another_programs(tmp_path: Path):
    add_device(tmp_path, 9, "OBS Virtual Camera")
    with pytest.raises(SinkError) as raised:
        own_device(tmp_path)
    assert str(raised.value) == (
        "no virtual camera is named livebg; there is only another program's: OBS Virtual Camera (/dev/video9). Add one: "
        'sudo modprobe -r v4l2loopback && sudo modprobe v4l2loopback devices=2 exclusive_caps=1,1 card_label="OBS Virtual Camera,'
        'livebg". Or use that one: --device /dev/video9'
    )
    add_device(tmp_path, 12, "livebg")
    assert own_device(tmp_path) == "/dev/video12"


def test_the_commands_are_whole():
    assert load_command() == "sudo modprobe v4l2loopback exclusive_caps=1 card_label=livebg"
    assert reload_command() == f"sudo modprobe -r v4l2loopback && {load_command()}"


@linux
def test_who_holds_a_file_is_told_by_name(tmp_path: Path):
    path = tmp_path / "video10"
    path.touch()
    assert holders(str(path)) == []
    with path.open() as file, subprocess.Popen(["sleep", "30"], stdin=file) as sleeper:
        try:
            assert holders(str(path)) == [Holder(sleeper.pid, "sleep")]
            assert str(holders(str(path))[0]) == f"sleep (pid {sleeper.pid})"
        finally:
            sleeper.kill()
    assert holders(str(path)) == []


@linux
def test_what_is_no_video_device_cannot_be_asked(tmp_path: Path):
    path = tmp_path / "file"
    path.touch()
    assert ability(str(path)) is None
    check_writable(str(path))  # what it is will be told by whoever opens it
    with pytest.raises(
        SinkError, match=r"cannot be opened: No such file or directory\. See what there is: livebg doctor"
    ):
        check_writable(str(tmp_path / "gone"))


@linux
def test_a_device_that_takes_no_second_writer_is_explained_with_who_holds_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "video10"
    path.touch()
    monkeypatch.setattr("livebg.sinks.virtual_camera.ability", lambda _: Ability("v4l2 loopback", False, True))
    with pytest.raises(SinkError) as raised:
        check_writable(str(path))
    assert str(raised.value) == (
        f"{path} takes no pictures: it has served one program and cannot be fed again (exclusive_caps=1). To mend it, reload the "
        "driver: sudo modprobe -r v4l2loopback && sudo modprobe v4l2loopback exclusive_caps=1 card_label=livebg"
    )
    with path.open() as file, subprocess.Popen(["sleep", "30"], stdin=file) as sleeper:
        try:
            with pytest.raises(SinkError, match=rf"it is open in sleep \(pid {sleeper.pid}\)\. Close that program"):
                check_writable(str(path))
        finally:
            sleeper.kill()
    monkeypatch.setattr("livebg.sinks.virtual_camera.ability", lambda _: Ability("uvcvideo", False, True))
    with pytest.raises(SinkError, match="is a uvcvideo and not a virtual camera"):
        check_writable(str(path))
