"""The menu entry is valid, starts this very livebg, and can be taken away again."""

from __future__ import annotations

import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from PyQt6.QtCore import QSize
from PyQt6.QtGui import QImageReader

from livebg import desktop
from livebg.assets import asset
from livebg.cli import main
from livebg.errors import DesktopError

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the menu entry is made on Linux only")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path


def command(path: Path) -> str:
    return next(line for line in path.read_text().splitlines() if line.startswith("Exec=")).removeprefix("Exec=")


def test_install_renew_and_remove(home: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["desktop"]) == 0
    assert "none; make one with" in capsys.readouterr().out
    assert main(["desktop", "--install", "--autostart", "on"]) == 0
    entry, icon = home / "data/applications/livebg.livebg.desktop", home / "data/icons/hicolor/scalable/apps/livebg.svg"
    assert capsys.readouterr().out == f"menu entry: {entry}\nstarts with the desktop: yes\n"
    assert (home / "config/autostart/livebg.livebg.desktop").read_text() == entry.read_text()
    assert icon.read_bytes() == asset("icons/livebg.svg").read_bytes()
    entry.write_text("[Desktop Entry]\nExec=/an/older/livebg\n")
    assert not desktop.entry_installed()
    assert main(["desktop", "--install"]) == 0 and desktop.entry_installed()
    assert main(["desktop", "--remove"]) == 0
    assert [path for path in home.rglob("*") if path.is_file()] == []


def test_the_entry_starts_this_livebg(home: Path):
    words = command(desktop.install_entry()).split()
    ran = subprocess.run([*words, "--help"], capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 0 and "virtual background" in ran.stdout


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="needs desktop-file-utils")
def test_the_entry_keeps_to_the_specification():
    path = desktop.install_entry()
    ran = subprocess.run(["desktop-file-validate", path], capture_output=True, text=True, timeout=60, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")


def test_a_link_on_the_path_is_preferred_and_odd_folders_are_quoted(home: Path, monkeypatch: pytest.MonkeyPatch):
    venv = home / "my 100% $venv"
    venv.mkdir()
    script = venv / "livebg"
    script.write_text("#!/bin/sh\n")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(sys, "executable", str(venv / "python"))
    monkeypatch.setenv("PATH", str(home / "bin"))
    assert command(desktop.install_entry()) == f'"{home}/my 100%% \\\\$venv/livebg"'
    (home / "bin").mkdir()
    (home / "bin/livebg").symlink_to(script)
    assert command(desktop.install_entry()) == f"{home}/bin/livebg"


def test_a_home_that_cannot_be_written_is_named(home: Path, capsys: pytest.CaptureFixture[str]):
    (home / "data").write_text("")
    (home / "config").write_text("")
    with pytest.raises(DesktopError, match="cannot write the menu entry"):
        desktop.install_entry()
    assert main(["desktop", "--autostart", "on"]) == 1
    assert "cannot write" in capsys.readouterr().err


def test_elsewhere_it_says_so(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(DesktopError, match="on Linux only"):
        desktop.install_entry()


@pytest.mark.parametrize("side", [16, 64, 256])
def test_the_icon_can_be_drawn(side: int):
    reader = QImageReader(str(asset("icons/livebg.svg")))
    reader.setScaledSize(QSize(side, side))
    picture = reader.read()
    assert picture.width() == side and picture.pixelColor(0, 0).alpha() == 0
    assert picture.pixelColor(side // 2, side // 2).lightness() > 200  # the person, white on any background
