"""Check what can be set on a camera, from the command to the ioctl, with a driver that answers in the kernel's own structs."""

from __future__ import annotations

import errno
import json
import logging
import sys
from pathlib import Path

import pytest

from livebg.camera_controls import list_controls, reset_controls, set_control
from livebg.cli import main
from livebg.commands.controls import controls
from livebg.errors import LivebgError, SettingsError, SourceError
from livebg.kept_controls import controls_file, forget_control, keep_controls, read_controls, restore_controls
from livebg.sources import CameraChoice
from livebg.v4l2 import Device
from tests.camera_driver import (
    AUTO_EXPOSURE,
    BRIGHTNESS,
    EXPOSURE_TIME,
    LINE,
    NAME,
    SHARPNESS,
    TEMPERATURE,
    WHITE_BALANCE,
    Capability,
    Driver,
    QueryControl,
    QueryMenu,
    Setting,
    camera_at,
    request,
)
from tests.windows import use_own_folders

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="V4L2 is Linux's")


@pytest.fixture
def camera(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CameraChoice:
    use_own_folders(tmp_path, monkeypatch)
    return camera_at(tmp_path)


def ask(camera: CameraChoice, driver: Driver, *wishes: str, reset: bool = False, as_json: bool = False) -> int:
    return controls(NAME, wishes, reset=reset, as_json=as_json, cameras=[camera], ioctl=driver)


def test_the_structs_and_requests_are_those_of_the_kernels_header():
    """The numbers are what a C compiler prints for videodev2.h."""
    asked = (
        request(2, 0, Capability), request(3, 27, Setting), request(3, 28, Setting), request(3, 36, QueryControl),
        request(3, 37, QueryMenu),
    )  # fmt: skip
    assert asked == (0x80685600, 0xC008561B, 0xC008561C, 0xC0445624, 0xC02C5625)


def test_controls_are_listed_as_they_are(camera: CameraChoice, capsys: pytest.CaptureFixture[str]):
    driver = Driver()
    assert ask(camera, driver, as_json=True) == 0
    told = {entry.pop("name"): entry for entry in json.loads(capsys.readouterr().out)}
    assert list(told) == [
        "auto_exposure", "exposure_time_absolute", "gain", "focus_absolute", "white_balance_automatic",
        "white_balance_temperature", "brightness", "sharpness", "power_line_frequency", "zoom_absolute",
    ]  # fmt: skip
    assert told["brightness"] == {
        "number": BRIGHTNESS, "kind": "int", "minimum": -64, "maximum": 64, "step": 1, "default": 0, "value": 10,
        "choices": [], "inactive": False, "read_only": False, "auto": "",
    }  # fmt: skip
    assert told["auto_exposure"]["choices"] == [[1, "Manual Mode"], [3, "Aperture Priority Mode"]]
    assert told["zoom_absolute"]["choices"] == [[0, "100"], [1, "150"], [2, "5000000000"]]
    assert (told["exposure_time_absolute"]["inactive"], told["exposure_time_absolute"]["auto"]) == (
        True,
        "auto_exposure",
    )
    assert (told["focus_absolute"]["inactive"], told["focus_absolute"]["auto"]) == (True, "")
    assert (told["gain"]["read_only"], told["white_balance_automatic"]["kind"]) == (True, "bool")
    assert ask(camera, driver) == 0
    said = capsys.readouterr().out
    assert "on or off; default on" in said
    assert (
        "a whole number from 2800 to 6500 in steps of 10; default 4600, not while white_balance_automatic is on" in said
    )
    assert driver.set == []


def test_what_is_set_is_set_in_an_order_that_works_and_set_again_when_the_camera_is_opened(
    camera: CameraChoice, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
):
    driver = Driver()
    wishes = ("exposure_time_absolute=300", "auto_exposure=manual", "power_line_frequency=60 Hz", "brightness = -5")
    assert ask(camera, driver, *wishes) == 0
    assert driver.set == [(AUTO_EXPOSURE, 1), (EXPOSURE_TIME, 300), (BRIGHTNESS, -5), (LINE, 2)]
    path = controls_file(NAME)
    assert read_controls(path) == {
        "auto_exposure": 1, "exposure_time_absolute": 300, "brightness": -5, "power_line_frequency": 2,
    }  # fmt: skip
    assert path.read_text().startswith("auto_exposure = 1\n")

    plugged_in = Driver()
    restore_controls(NAME, camera.path, plugged_in)
    assert plugged_in.set == driver.set

    assert ask(camera, driver, "auto_exposure=3", "white_balance_automatic=off") == 0
    driver.controls[SHARPNESS].value = 3
    keep_controls(path, {"sharpness": 6, "hue": 4})
    plugged_in = Driver()
    with caplog.at_level(logging.WARNING):  # what refuses is logged and stops nothing; what is inactive waits
        restore_controls(NAME, camera.path, plugged_in)
    assert plugged_in.set == [(AUTO_EXPOSURE, 3), (WHITE_BALANCE, 0), (BRIGHTNESS, -5), (LINE, 2)]
    assert [record.getMessage().split(";")[0] for record in caplog.records] == [
        "this camera has no control 'hue'",
        "the camera refuses sharpness=6: Input/output error",
    ]
    forget_control(path, "hue")
    assert "hue" not in read_controls(path)

    assert ask(camera, driver, reset=True) == 0
    off = [number for number, fake in driver.controls.items() if fake.value != fake.default]
    assert off == [EXPOSURE_TIME]  # taken over again before it could be reset: it has no effect
    assert not path.exists()


def test_resetting_says_what_refused_and_resets_the_rest(camera: CameraChoice, capsys: pytest.CaptureFixture[str]):
    driver = Driver()
    driver.controls[WHITE_BALANCE].default = 0  # the temperature is let go of only then
    assert ask(camera, driver, reset=True) == 1
    assert "the camera refuses sharpness=3: Input/output error" in capsys.readouterr().err
    assert (driver.controls[BRIGHTNESS].value, driver.controls[TEMPERATURE].value) == (0, 4600)
    driver.controls[SHARPNESS].refuses = 0
    with Device(camera.path, driver) as device:
        assert reset_controls(device) == ()
    assert driver.controls[SHARPNESS].value == 3


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        ("zap=1", "this camera has no control 'zap'; it has: auto_exposure, exposure_time_absolute, gain, "),
        ("brightness=65", "brightness cannot be 65; expected a whole number from -64 to 64"),
        ("brightness=bright", "brightness cannot be 'bright'; expected a whole number from -64 to 64"),
        ("brightness", "'brightness' sets nothing; expected NAME=VALUE, such as brightness=128"),
        ("brightness=", "'brightness=' sets nothing; expected NAME=VALUE, such as brightness=128"),
        ("white_balance_automatic=2", "white_balance_automatic cannot be 2; expected on or off"),
        ("auto_exposure=0", 'auto_exposure cannot be 0; expected one of 1 "Manual Mode", 3 "Aperture Priority Mode"'),
        ("auto_exposure=mode", "auto_exposure cannot be 'mode'; expected one of 1 "),
        ("gain=3", "gain cannot be set: the camera's driver has locked it"),
        (
            "exposure_time_absolute=9",
            "exposure_time_absolute cannot be set while auto_exposure is 'Aperture Priority Mode'; first: "
            'livebg controls --set "auto_exposure=Manual Mode"',
        ),
        (
            "white_balance_temperature=3000",
            'cannot be set while white_balance_automatic is \'on\'; first: livebg controls --set "white_balance_automatic=off"',
        ),
        ("focus_absolute=5", "focus_absolute cannot be set now: another control of this camera has taken it over"),
        ("sharpness=1", "the camera refuses sharpness=1: Input/output error"),
    ],
)  # fmt: skip
def test_what_cannot_be_set_is_said_and_nothing_is_kept(camera: CameraChoice, wish: str, words: str):
    driver = Driver()
    with pytest.raises(LivebgError) as raised:
        ask(camera, driver, wish)
    assert words in str(raised.value)
    assert isinstance(raised.value, SourceError if wish.startswith("sharpness") else SettingsError)
    assert driver.set == []
    assert not controls_file(NAME).exists()


def test_one_wish_that_cannot_be_read_sets_none(camera: CameraChoice):
    driver = Driver()
    with pytest.raises(SettingsError):
        ask(camera, driver, "brightness=3", "saturation=2")
    assert driver.set == []


def test_devices_that_are_no_camera_or_cannot_be_opened(
    camera: CameraChoice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    with pytest.raises(SourceError, match=r"/dev/null is not a camera; to see those there are: livebg cameras"):
        Device("/dev/null")  # the system's own ioctl
    with pytest.raises(SourceError, match="video7 gives no pictures"):
        Device(camera.path, Driver(capabilities=0x04000000))
    with pytest.raises(SourceError, match=r"no camera .*/gone; is it plugged in\?"):
        Device(str(tmp_path / "gone"))

    driver = Driver()
    with Device(camera.path, driver) as device:
        driver.gone = True
        for act in (
            lambda: list_controls(device),
            lambda: set_control(device, "brightness", 1),
            lambda: reset_controls(device),
        ):
            with pytest.raises(SourceError, match=r"no camera .*/video7; is it plugged in\?"):
                act()

    def refuse(path: str, flags: int) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    with monkeypatch.context() as patch:  # root may open anything
        patch.setattr("livebg.v4l2.os.open", refuse)
        with pytest.raises(SourceError, match=r"you may not use .*/video7; run: sudo usermod -aG video \$USER"):
            Device(camera.path, driver)
    other = CameraChoice(1000, NAME, "pipewire:x", "PIPEWIRE")
    with pytest.raises(
        SourceError, match="HD Pro Webcam has no controls that livebg can set: it is read through PIPEWIRE"
    ):
        ask(other, driver)


def test_the_command_line_says_all_of_it_in_one_sentence(
    camera: CameraChoice, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr("livebg.commands.controls.list_cameras", lambda: [])
    assert main(["controls", "--source", "no such"]) == 1
    assert "there is no camera, file or folder 'no such'" in capsys.readouterr().err
    monkeypatch.setattr("livebg.v4l2.sys.platform", "darwin")
    assert main(["controls"]) == 1
    assert "livebg sets a camera's controls on Linux only" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["brightness = 'x'\n", "zap = 1\n", "= 3", "brightness = true\n"])
def test_a_damaged_file_is_named_and_never_stops_the_camera(
    camera: CameraChoice, text: str, caplog: pytest.LogCaptureFixture
):
    path = controls_file(NAME)
    path.parent.mkdir(parents=True)
    path.write_text(text)
    with pytest.raises(SettingsError, match=r"HD_Pro_Webcam\.toml"):
        read_controls(path)
    driver = Driver()
    restore_controls(NAME, camera.path, driver)
    assert driver.set == []
    assert "HD_Pro_Webcam.toml" in caplog.text
