"""Check the log file: what it holds, that it rotates, and that livebg runs without one."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

import pytest

from livebg import logs
from livebg.errors import SinkError
from livebg.logs import log_path, logged

LOG = logging.getLogger("livebg.somewhere")


def test_what_happens_is_written_with_time_place_and_reason(tmp_path: Path):
    path = tmp_path / "new" / "livebg.log"
    with pytest.raises(SinkError), logged(path):
        LOG.info("the session ended: %s", "unplugged")
        raise SinkError("no virtual camera")
    LOG.info("this is not logged any more")
    lines = path.read_text().splitlines()
    assert [line.split(" ", 2)[2] for line in lines] == [
        "INFO livebg.logs: begins",
        "INFO livebg.somewhere: the session ended: unplugged",
        "INFO livebg.logs: ends: no virtual camera",
    ]


def test_it_rotates_and_never_grows_beyond_three_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(logs, "MOST_BYTES", 2000)
    with logged(tmp_path / "livebg.log"):
        for number in range(200):
            LOG.info("message %d", number)
    files = sorted(tmp_path.iterdir())
    assert [file.name for file in files] == ["livebg.log", "livebg.log.1", "livebg.log.2"]
    assert all(file.stat().st_size <= 2000 for file in files)


def test_a_place_that_cannot_be_written_is_said_and_nothing_else_changes(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    (tmp_path / "file").touch()
    with logged(tmp_path / "file" / "livebg.log"):
        pass
    assert "no log is kept" in caplog.text


def test_a_run_is_logged_and_the_terminal_stays_quiet():
    command = [sys.executable, "-m", "livebg", "run", "--source", "pattern", "--sink", "no/such/folder/x.mp4"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert "ends: cannot write no/such/folder/x.mp4" in log_path().read_text()
