"""Check the doctor's findings on machines laid out as folders, with small programs that answer as the real ones do."""

from __future__ import annotations

import json
import platform
import sys
from pathlib import Path

import pytest

from livebg.cli import main
from livebg.commands.doctor import report_text, without_names
from livebg.doctor import Finding, Machine, examine
from livebg.doctor.linux import SECURE_BOOT, examine_loopback
from livebg.doctor.pipewire import examine_pipewire
from livebg.loopbacks import Ability
from tests.test_loopbacks import add_device

RELOAD = "sudo modprobe -r v4l2loopback && sudo modprobe v4l2loopback exclusive_caps=1 card_label=livebg"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the folders and programs are Linux's")


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """Give a machine with nothing on it."""
    for folder in ("root", "sys", "proc", "bin"):
        (tmp_path / folder).mkdir()
    return Machine(tmp_path / "root", tmp_path / "sys", tmp_path / "proc", str(tmp_path / "bin"))


def write(path: Path, text: str, *, mode: int = 0o644) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(mode)


def program(machine: Machine, name: str, script: str) -> None:
    assert machine.path is not None
    write(Path(machine.path) / name, f"#!/bin/sh\n{script}\n", mode=0o755)


def install(machine: Machine) -> None:
    write(machine.root / f"lib/modules/{platform.release()}/updates/dkms/v4l2loopback.ko.xz", "")


def load(machine: Machine, exclusive: str = "Y,N,N") -> None:
    write(machine.system / "module/v4l2loopback/version", "0.12.7\n")
    write(machine.system / "module/v4l2loopback/parameters/exclusive_caps", exclusive + "\n")


def node(machine: Machine, number: int) -> None:
    write(machine.root / f"dev/video{number}", "")


def found(machine: Machine) -> dict[str, Finding]:
    return {finding.check: finding for finding in examine_loopback(machine)}


@pytest.mark.parametrize(
    ("release", "command"),
    [("ID=debian", "sudo apt install v4l2loopback-dkms linux-headers-$(uname -r)"), ("ID=fedora", "sudo dnf install akmod"),
     ("ID=manjaro\nID_LIKE=arch", "sudo pacman -S v4l2loopback-dkms"), ("ID=other", "install v4l2loopback")],
)  # fmt: skip
def test_a_driver_that_is_not_installed(machine: Machine, release: str, command: str):
    write(machine.root / "etc/os-release", release)
    (finding,) = examine_loopback(machine)
    assert (finding.verdict, finding.what) == ("problem", "v4l2loopback is not installed")
    assert finding.command.startswith(command)


def test_a_driver_that_is_not_built_for_this_kernel(machine: Machine):
    program(machine, "dkms", "echo 'v4l2loopback/0.12.7, 5.10.0-1-amd64, x86_64: installed'")
    (finding,) = examine_loopback(machine)
    assert f"is not built for this kernel ({platform.release()})" in finding.what
    assert finding.command.endswith("sudo dkms autoinstall")


def test_a_driver_that_is_not_loaded_and_secure_boot(machine: Machine):
    install(machine)
    assert found(machine)["driver"].command == "sudo modprobe v4l2loopback exclusive_caps=1 card_label=livebg"
    assert "secure boot" not in found(machine)
    path = machine.system / SECURE_BOOT
    path.parent.mkdir(parents=True)
    path.write_bytes(b"\6\0\0\0\0")
    assert "secure boot" not in found(machine)
    path.write_bytes(b"\6\0\0\0\1")
    assert "mokutil" in found(machine)["secure boot"].command


def test_a_driver_without_our_device(machine: Machine):
    load(machine)
    add_device(machine.system, 9, "OBS Virtual Camera")
    finding = found(machine)["device"]
    assert finding.what == "no device is named livebg; there is: OBS Virtual Camera (/dev/video9)"
    assert 'devices=2 exclusive_caps=1,1 card_label="OBS Virtual Camera,livebg"' in finding.command


def test_everything_in_order(machine: Machine):
    load(machine)
    add_device(machine.system, 10, "livebg")
    node(machine, 10)
    findings = found(machine)
    assert {check: finding.verdict for check, finding in findings.items()} == dict.fromkeys(
        ("driver", "device", "browsers", "access", "feeding"), "ok"
    )
    assert findings["driver"].what == "v4l2loopback 0.12.7 is loaded"
    assert all(finding.command == "" for finding in findings.values())


def test_exclusive_caps_of_our_device_not_of_the_first(machine: Machine):
    load(machine, exclusive="Y,N,N")
    add_device(machine.system, 9, "OBS Virtual Camera")
    add_device(machine.system, 10, "livebg")
    node(machine, 10)
    finding = found(machine)["browsers"]
    assert (finding.verdict, finding.what) == ("problem", "exclusive_caps is off")
    assert "devices=2 exclusive_caps=1,1" in finding.command


def test_a_device_that_is_gone_or_not_ours_to_write(machine: Machine):
    load(machine)
    add_device(machine.system, 10, "livebg")  # listed, but there is no node in /dev
    finding = found(machine)["access"]
    assert finding.what == "you may not write to /dev/video10"
    assert "usermod -aG video" in finding.command


def test_a_device_that_has_served_once_and_one_in_use(machine: Machine, monkeypatch: pytest.MonkeyPatch):
    load(machine)
    add_device(machine.system, 10, "livebg")
    node(machine, 10)
    monkeypatch.setattr("livebg.doctor.linux.ability", lambda _: Ability("v4l2 loopback", False, True))
    finding = found(machine)["feeding"]
    assert (finding.verdict, finding.what) == ("problem", "/dev/video10 has served one program and takes no second one")
    assert finding.command == RELOAD
    write(machine.processes / "77/comm", "obs\n")
    (machine.processes / "77/fd").mkdir()
    (machine.processes / "77/fd/3").symlink_to("/dev/video10")
    finding = found(machine)["feeding"]
    assert (finding.verdict, finding.what) == ("note", "/dev/video10 is in use: open in obs (pid 77)")


def test_pipewire_is_never_a_problem(machine: Machine):
    findings = {finding.check: finding for finding in examine_pipewire(machine)}
    assert {finding.verdict for finding in findings.values()} == {"note"}
    assert set(findings) == {"pipewire", "portal", "gstreamer"}
    write(machine.processes / "77/comm", "pipewire\n")
    write(machine.processes / "78/comm", "xdg-desktop-por\n")
    program(machine, "gst-inspect-1.0", '[ "$1" = pipewiresink ] && echo found')
    assert {finding.verdict for finding in examine_pipewire(machine)} == {"ok"}


def test_flatpak_browsers_are_named_with_what_lets_them_see_devices(machine: Machine):
    listed = "printf 'org.mozilla.firefox\\norg.gnome.Maps\\norg.chromium.Chromium\\n'"
    shown = 'case "$3" in org.chromium.Chromium) echo "devices=all;";; *) echo "devices=dri;";; esac'
    program(machine, "flatpak", f'if [ "$1" = list ]; then {listed}; else {shown}; fi')
    findings = [finding for finding in examine_pipewire(machine) if finding.check == "flatpak"]
    assert [(finding.verdict, finding.command) for finding in findings] == [
        ("note", "flatpak override --user --device=all org.mozilla.firefox"),
        ("ok", ""),
    ]


def test_a_program_that_hangs_or_fails_is_not_waited_for(machine: Machine, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("livebg.doctor.finding.PATIENCE_S", 0.1)
    program(machine, "slow", "exec /bin/sleep 20")
    program(machine, "broken", "echo text; exit 3")
    assert [machine.ask(name) for name in ("slow", "broken", "absent")] == ["", "", ""]


@pytest.mark.parametrize(("system", "command"), [("Windows", "winget install"), ("Darwin", "brew install")])
def test_without_obs_other_systems_are_told_where_to_get_it(machine: Machine, system: str, command: str):
    finding = next(iter(examine(machine, system)))
    assert (finding.check, finding.verdict) == ("obs", "problem")
    assert finding.command.startswith(command)
    if system == "Darwin":
        (machine.root / "Applications/OBS.app").mkdir(parents=True)
        assert next(iter(examine(machine, system))).verdict == "ok"


def test_the_command_prints_one_line_per_finding_and_its_exit_code_tells(capsys: pytest.CaptureFixture[str]):
    code = main(["doctor", "--json"])
    findings = json.loads(capsys.readouterr().out)
    assert code == int(any(finding["verdict"] == "problem" for finding in findings))
    assert main(["doctor"]) == code
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(findings)
    assert [line.split()[0].lower() for line in lines] == [finding["verdict"] for finding in findings]
    assert "livebg.log" in lines[-1]


def test_settings_that_cannot_be_read_are_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, machine: Machine):
    path = tmp_path / "my settings" / "settings.toml"
    monkeypatch.setattr("livebg.doctor.settings_path", lambda: path)
    monkeypatch.setattr("livebg.settings.settings_path", lambda: path)

    def finding() -> Finding:
        return next(finding for finding in examine(machine) if finding.check == "settings")

    assert finding() == Finding("settings", "ok", f"the usual ones; yours would be in {path}")
    write(path, '[look]\nbackground = "blur"\n')
    assert finding() == Finding("settings", "ok", f"read from {path}")
    for broken in ('background = "', "[look]\nfeather = 3\n"):
        write(path, broken)
        assert finding().verdict == "problem"
        assert str(path) in finding().what
        assert finding().command == f"mv '{path}' '{path}.bad'"


def test_a_report_names_nobody(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Path, "home", lambda: Path("/home/anna"))
    monkeypatch.setattr("getpass.getuser", lambda: "anna")
    monkeypatch.setattr("platform.node", lambda: "annas-laptop")
    assert without_names("/home/anna/x on annas-laptop by anna; hannah stays") == "~/x on MACHINE by USER; hannah stays"
    assert without_names("camera 2 (Anna's iPhone) gave no picture") == "camera (name left out) gave no picture"
    assert without_names("camera 0 (Front (Anna)) failed") == "camera (name left out) failed"
    assert without_names("the controls of Anna's iPhone were not set: x") == "the controls of a camera were not set: x"
    assert (
        without_names("the stream rtsp://cam.example:554/anna?key=1 broke off: gone; see https://obsproject.com/, then")
        == "the stream rtsp://(address left out) broke off: gone; see https://(address left out), then"
    )
    text = report_text([Finding("webcam", "note", "webcam 3 (Cam (of Anna)) is open")])
    assert "webcam 3 is open" in text
    text = report_text([Finding("webcam", "note", "webcam 0 (Anna's iPhone) is open in chrome (pid 3)", "why")])
    assert "webcam 0 is open in chrome (pid 3): why" in text
    assert "Anna" not in text
    assert "numpy" in text
