"""Hold the architecture: who may import what, start threads, print or name an address, and how long a module is."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MOST_LINES = 300

THREAD_STARTERS = {
    "Thread",
    "Timer",
    "ThreadPoolExecutor",
    "ProcessPoolExecutor",
    "Process",
    "Pool",
    "start_new_thread",
}
THREAD_MODULES = {"_thread", "asyncio", "concurrent", "multiprocessing"}
NETWORK_MODULES = {"aiohttp", "ftplib", "http", "httpx", "requests", "urllib3"}
ADDRESS = re.compile(r"\b[a-z]{2,5}://[\w\[]|\b\d{1,3}(?:\.\d{1,3}){3}\b")
LOCAL = re.compile(r"(?:\b[a-z]{2,5}://)?\b127\.0\.0\.1\b")
MACHINE_PATH = re.compile(r"(?<![A-Za-z0-9_.~>-])/(?:work|root)/")
REGISTRY = re.compile(r"pypi\.org|pythonhosted\.org|download\.pytorch\.org")

Tree = ast.Module


def modules(*packages: str) -> list[Path]:
    return sorted(path for package in packages for path in (ROOT / package).rglob("*.py"))


def parse(path: Path) -> Tree:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def name_of(node: ast.AST) -> str:
    """Give the last part of a name: "Thread" of `threading.Thread`."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def called(tree: Tree) -> Iterator[tuple[str, int]]:
    """Give (last part of the name, line) of everything that is called or inherited from."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield name_of(node.func), node.lineno
        elif isinstance(node, ast.ClassDef):
            yield from ((name_of(base), node.lineno) for base in node.bases)


def imported(tree: Tree) -> Iterator[tuple[str, int]]:
    """Give (dotted module, line) of every import, wherever it stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "", node.lineno


def thread_starts(tree: Tree) -> Iterator[int]:
    yield from (line for name, line in called(tree) if name in THREAD_STARTERS)
    yield from (line for name, line in imported(tree) if name.split(".")[0] in THREAD_MODULES)


def prints(tree: Tree) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
            yield node.lineno


def addresses(tree: Tree) -> Iterator[int]:
    """Give the lines of texts that name another machine, and of imports whose job is to call one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and ADDRESS.search(LOCAL.sub("", node.value)):
            yield node.lineno
    for name, line in imported(tree):
        if name.split(".")[0] in NETWORK_MODULES or name == "urllib.request":
            yield line


def undocumented(tree: Tree) -> Iterator[int]:
    if ast.get_docstring(tree) is None:
        yield 1
    for node in tree.body:
        public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
        if public and ast.get_docstring(node) is None:
            yield node.lineno


def importing(*names: str) -> Callable[[Tree], Iterator[int]]:
    """Give a rule that finds the imports of these top-level packages."""

    def find(tree: Tree) -> Iterator[int]:
        yield from (line for name, line in imported(tree) if name.split(".")[0] in names)

    return find


def broken(rule: Callable[[Tree], Iterator[int]], paths: list[Path]) -> list[str]:
    return [f"{path.relative_to(ROOT)}:{line}" for path in paths for line in rule(parse(path))]


def apart_from(*allowed: str) -> list[Path]:
    """List livebg's modules but the allowed ones: files, or folders that end in /."""
    own = [(path, path.relative_to(ROOT / "livebg").as_posix()) for path in modules("livebg")]
    return [
        path for path, name in own if not any(name == a or (a.endswith("/") and name.startswith(a)) for a in allowed)
    ]


def test_imports_go_one_way():
    """Run the contracts of pyproject.toml: layers, independent parts, and no training code in the app."""
    lint = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
    ran = subprocess.run(
        [sys.executable, "-c", lint, "--no-cache", "--no-logo"],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert " 0 broken" in ran.stdout


def test_threads_start_in_one_module():
    assert broken(thread_starts, apart_from("realtime.py")) == []


def test_only_the_command_line_prints():
    assert broken(prints, apart_from("__main__.py", "cli.py", "commands/")) == []


def test_the_app_needs_no_training_package():
    assert broken(importing("torch", "torchvision", "timm", "train", "export"), modules("livebg")) == []


def test_qt_stays_in_the_window():
    assert broken(importing("PyQt5", "PyQt6", "PySide6"), apart_from("gui/")) == []


def test_the_gpl2_package_stays_in_one_file():
    users = {place.split(":")[0] for place in broken(importing("pyvirtualcam"), modules("livebg"))}
    assert len(users) <= 1, users


def test_onnx_runtime_is_imported_where_it_is_told_not_to_report_home():
    users = {place.split(":")[0] for place in broken(importing("onnxruntime"), modules("livebg", "train", "export"))}
    # The other one imports livebg's module first, and the runtime inside a function.
    assert users == {"livebg/segmenters/onnx.py", "export/int8_model.py"}


def test_livebg_calls_no_other_machine():
    assert broken(addresses, modules("livebg")) == []


def test_modules_and_what_they_offer_say_what_they_are_for():
    assert broken(undocumented, modules("livebg", "train", "export")) == []


def test_modules_are_short():
    lengths = {
        path: len(path.read_text(encoding="utf-8").splitlines()) for path in modules("livebg", "train", "export")
    }
    assert {str(path.relative_to(ROOT)): count for path, count in lengths.items() if count > MOST_LINES} == {}


def project_files() -> Iterator[tuple[str, str]]:
    """Give (name, content as Latin-1) of every file that git tracks or would track: models and clips tell on us, too."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, timeout=60, check=True,
    ).stdout  # fmt: skip
    for name in filter(None, listed.decode().split("\0")):
        if (ROOT / name).is_file():
            yield name, (ROOT / name).read_bytes().decode("latin-1")


@pytest.mark.skipif(
    not (ROOT / ".git").exists(), reason="not a git checkout, so nobody knows which files are the project's"
)
@pytest.mark.parametrize("pattern", [MACHINE_PATH, REGISTRY], ids=["paths", "registries"])
def test_nothing_names_the_machine_it_was_made_on(pattern: re.Pattern[str]):
    files = list(project_files())
    assert {"README.md", "pyproject.toml", "tests/test_architecture.py"} <= {name for name, _ in files}
    assert [f"{name}: {found.group()}" for name, text in files if (found := pattern.search(text))] == []


RULES_AND_BREACHES = [
    (thread_starts, "import threading\nthreading.Thread(target=print)", "import threading\nthreading.Event()"),
    (thread_starts, "class Worker(Thread): ...", "class Worker(Protocol): ..."),
    (thread_starts, "from concurrent.futures import Executor", "from collections import deque"),
    (prints, "print('x')", "bar.print('x')"),
    (addresses, "a = 'see https://example.com'", "a = ('http://', 'rtsp://')"),
    (addresses, "a = '10.0.0.1'", "a = 'tcp://127.0.0.1:80'"),
    (addresses, "from urllib.request import urlopen", "from urllib.parse import urlparse"),
    (importing("torch"), "def f():\n    import torch.nn", "import torchless"),
    (undocumented, "'Do.'\ndef f(): ...", "'Do.'\ndef _f(): ..."),
    (undocumented, "x = 1", "'Do.'\nx = 1"),
]


@pytest.mark.parametrize(("rule", "breach", "fine"), RULES_AND_BREACHES)
def test_each_rule_sees_its_breach(rule: Callable[[Tree], Iterator[int]], breach: str, fine: str):
    assert list(rule(ast.parse(breach)))
    assert not list(rule(ast.parse(fine)))


@pytest.mark.parametrize("text", ["cd /ro" + "ot/x", "'/wo" + "rk/main'", "(/wo" + "rk/)"])
def test_a_path_of_the_machine_is_seen(text: str):
    assert MACHINE_PATH.search(text)
    assert not MACHINE_PATH.search(text.replace("/ro", "a/ro").replace("/wo", "a/wo"))
