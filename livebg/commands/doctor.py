"""Print what the doctor found, for people or to paste into an issue."""

from __future__ import annotations

import getpass
import json
import os
import platform
import re
import sys
from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from livebg.commands.clip import device_name
from livebg.doctor import Finding, examine
from livebg.logs import log_path

PACKAGES = ("livebg", "numpy", "opencv-python-headless", "onnxruntime", "av", "pyvirtualcam", "pydantic")
LOG_LINES = 30
TOO_SHORT = 3  # letters of a name that would also be in the middle of words
IN_BRACKETS = r"\((?:[^()]|\([^()]*\))*\)"  # a webcam's name, which may have brackets itself


def print_doctor(*, report: bool, as_json: bool) -> int:
    """Print every finding; gives 1 when something keeps callers from seeing a picture, else 0."""
    findings = []
    for finding in examine():
        findings.append(finding)
        if not (report or as_json):
            print(finding.line(), flush=True)
    problems = sum(finding.verdict == "problem" for finding in findings)
    if as_json:
        print(json.dumps([asdict(finding) for finding in findings], indent=2))
    elif report:
        print(report_text(findings))
    elif problems:
        print(
            f"{problems} of these keep callers from seeing your picture; mend them from the top, then look again",
            file=sys.stderr,
        )
    return 1 if problems else 0


def report_text(findings: Sequence[Finding]) -> str:
    """Give a report in Markdown for an issue: versions, findings and the end of the log, without names of people or places."""
    versions = ", ".join(f"{name} {_version(name)}" for name in PACKAGES)
    lines = [
        f"- system: {platform.system()} {platform.release()}, {platform.machine()}, {device_name()}",
        f"- Python {platform.python_version()}; {versions}",
        "",
        "```",
        *(_nameless(finding).line() for finding in findings),
        "```",
        "",
        f"The last {LOG_LINES} lines of the log:",
        "",
        "```",
        *_log_end(),
        "```",
    ]
    return without_names("\n".join(lines))


def without_names(text: str) -> str:
    """Take the user's and the machine's name, the home folder, names of webcams and addresses out of a text."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # a container's user may have no name
        user = ""
    for name, instead in ((str(Path.home()), "~"), (user, "USER"), (platform.node(), "MACHINE")):
        if len(name) >= TOO_SHORT:
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", instead, text)
    text = re.sub(rf"camera \d+ {IN_BRACKETS}", "camera (name left out)", text)
    text = re.sub(r"(the controls of ).*( were not set: )", r"\1a camera\2", text)
    return re.sub(r"\b(\w+)://[^\s,;'\"]+", r"\1://(address left out)", text)


def _nameless(finding: Finding) -> Finding:
    """Leave out a webcam's name: it may be that of a person's phone."""
    return Finding(
        finding.check,
        finding.verdict,
        re.sub(rf"^(.*webcam \d+) {IN_BRACKETS}", r"\1", finding.what),
        finding.why,
        finding.command,
    )


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "missing"


def _log_end() -> list[str]:
    if not os.path.exists(log_path()):
        return ["(there is none yet)"]
    return log_path().read_text(encoding="utf-8", errors="replace").splitlines()[-LOG_LINES:]
