"""Collect the sentences that livebg's modules say to people: texts of errors, reasons and findings, each with numbered holes.

A sentence is read from the code, not run: f-strings, choices between texts, names and functions that stand for texts are followed; what
else is put in becomes a hole, such as {1}.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path
from typing import NamedTuple

from livebg import errors

LIVEBG = Path(errors.__file__).parent
HOLE = "\0"
MOST_WAYS = 24  # of saying one sentence; more would be a slip of the reader's

# Modules that the window cannot meet a sentence of, and why.
LEFT_OUT = {
    "__main__.py": "the command line",
    "cli.py": "the command line",
    "commands/": "the command line",
    "gui/display.py": "said before there is a window, on the terminal",
    "remote.py": "what `livebg ctl` says to who typed it",
    "steering.py": "what `livebg ctl` is answered",
    "faults.py": "faults made on command, by bench and tests",
    "trials.py": "bench and tests",
    "soak.py": "bench",
    "accelerate.py": "goes to the log: the CPU serves on",
    "timely.py": "goes to the log: the CPU serves on",
    "segmenters/tensorrt.py": "goes to the log: the CPU serves on",
    "segmenters/engine_file.py": "goes to the log: the CPU serves on",
    "portal.py": "goes to the log: the window has words of its own for its reasons",
    "sinks/__init__.py": "files, which the window does not write",
    "sinks/mjpeg.py": "the HTTP stream, which the window does not serve",
    "sinks/partial.py": "files, which the window does not write",
    "sinks/pictures.py": "files, which the window does not write",
    "sinks/recording.py": "files, which the window does not write",
    "sinks/sound.py": "files, which the window does not write",
    "sinks/video_file.py": "files, which the window does not write",
}

# Errors that the window never shows: of a command line, of training, of a display on which there is no window, and of the desktop's key,
# whose reasons the window has its own words for.
NEVER_SHOWN = {"UsageError", "DataError", "DisplayError", "HotkeyError"}
ERRORS = {name for name in vars(errors) if name.endswith("Error")} - NEVER_SHOWN
# What else takes sentences: the name that is called -> the places and keywords of them.
ARGUMENTS: dict[str, tuple[int | str, ...]] = {
    **dict.fromkeys(ERRORS, (0,)),
    "error": (0,),  # a parameter that is the class of an error
    "Finding": (2, 3, 4),
    "Device": (1, 3),
    "_Provider": (3,),
    "Choice": (1, 2),
    "SourceInfo": ("note",),
    "checked": (1,),
    "read_small": (3,),
    "_linux_only": (0,),
    "tell": ("problem", "output_problem"),
    "replace": ("problem", "output_problem"),
}
# The same in every language.
PURE_COMMAND = re.compile(r"(sudo|systemctl|flatpak|winget|brew|livebg(?= cameras$)) (?!.*, then )[^;]*")
KEPT_IN = {"problem", "problems"}  # names and attributes that hold sentences

# What others say inside our sentences, as far as people meet it.
SYSTEM = (
    "[Errno {1}] {2}",
    "[Errno {1}] {2}: {3}",
    "Address already in use",
    "Broken pipe",
    "Cannot allocate memory",
    "Connection refused",
    "Connection reset by peer",
    "Connection timed out",
    "Device or resource busy",
    "Disk quota exceeded",
    "File exists",
    "File name too long",
    "File too large",
    "Input/output error",
    "Invalid argument",
    "Is a directory",
    "Network is unreachable",
    "No route to host",
    "No space left on device",
    "No such device",
    "No such device or address",
    "No such file or directory",
    "Not a directory",
    "Operation not permitted",
    "Permission denied",
    "Read-only file system",
    "Resource temporarily unavailable",
    "Too many levels of symbolic links",
    "Too many open files",
)
FFMPEG = (
    "Invalid data found when processing input",
    "End of file",
    "Protocol not found",
    "Decoder not found",
    "Immediate exit requested",
    "Server returned 404 Not Found",
)
PYDANTIC = (
    "Extra inputs are not permitted",
    "Field required",
    "Input should be {1}",
    "Input should be {1} or {2}",
    "Input should be a finite number",
    "Input should be a valid boolean",
    "Input should be a valid boolean, unable to interpret input",
    "Input should be a valid dictionary or instance of {1}",
    "Input should be a valid integer",
    "Input should be a valid integer, got a number with a fractional part",
    "Input should be a valid integer, unable to parse string as an integer",
    "Input should be a valid number",
    "Input should be a valid number, unable to parse string as a number",
    "Input should be a valid string",
    "Input should be greater than or equal to {1}",
    "Input should be less than or equal to {1}",
    "Invalid JSON: {1}",
    "String should match pattern {1}",
)
TOML = (
    "'utf-8' codec can't decode byte {1} in position {2}: {3}",
    'Key "{1}" already exists. at line {2} col {3}',
    "Empty key at line {1} col {2}",
    "Invalid character {1} in string at line {2} col {3}",
    "Invalid number at line {1} col {2}",
    "Invalid number or date format at line {1} col {2}",
    "Unexpected character: {1} at line {2} col {3}",
    "Unexpected end of file at line {1} col {2}",
)
CAMERA = (
    "sudo dnf install akmod-v4l2loopback (of RPM Fusion)",
    "'v4l2loopback' backend: No v4l2 loopback device found at {1}. Did you run 'modprobe v4l2loopback'? See also pyvirtualcam's "
    "documentation",
    "'v4l2loopback' backend: {1}",
    "it is read-only",  # what `livebg.settings_file` says in place of the system
)


class Place(NamedTuple):
    """Say where an expression stands: its module, and the function around it."""

    module: str
    tree: ast.Module
    function: ast.AST


class Reader:
    """Read the sentences of modules. found: sentence -> the modules that say it. unread: what is none, or passes on another's."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self.trees = {
            path.relative_to(LIVEBG).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in paths
        }
        self.found: dict[str, set[str]] = {}
        self.unread: list[str] = []
        self._count = 0  # of sentences read, those read before included
        self._open: list[ast.AST] = []  # what is being followed, so that nothing is followed into itself

    def read(self, module: str) -> None:
        """Read one module."""
        tree = self.trees[module]
        for place, node in _placed(module, tree):
            for said in _said(node):
                before = self._count
                self._keep(self.ways(said, place), module)
                if self._count == before:
                    self.unread.append(f"{module}: {ast.unparse(node)}")

    def _keep(self, ways: Iterable[str], module: str) -> None:
        for sentence in filter(worth_saying, map(numbered, ways)):
            self.found.setdefault(sentence, set()).add(module)
            self._count += 1

    def ways(self, node: ast.AST, place: Place) -> list[str]:
        """Give the texts that an expression may have, with HOLE for what is not known; [HOLE] where nothing is."""
        if node in self._open:
            return [HOLE]
        self._open.append(node)
        try:
            ways = self._ways(node, place)
        finally:
            self._open.pop()
        assert len(ways) <= MOST_WAYS, f"{place.module}: {ast.unparse(node)}"
        return ways

    def _ways(self, node: ast.AST, place: Place) -> list[str]:
        ways: list[str]
        match node:
            case ast.Constant(value=str(text)):
                return [text]
            case ast.JoinedStr(values=parts):
                return _joined([self.ways(part, place) for part in parts])
            case ast.FormattedValue(value=value, conversion=-1, format_spec=None):
                return self.ways(value, place)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return _joined([self.ways(left, place), self.ways(right, place)])
            case ast.IfExp(body=body, orelse=orelse):
                ways = _once([*self.ways(body, place), *self.ways(orelse, place)])
                return [HOLE] if set(ways) == {HOLE, ""} else ways
            case ast.BoolOp(values=values):
                return _once([way for value in values for way in self.ways(value, place)])
            case ast.Name(id=name):
                return self._named(name, place)
            case ast.Call(func=ast.Attribute(value=value, attr="strip" | "replace")):
                return self.ways(value, place)
            case ast.Call(func=ast.Name(id="next"), args=[_, default]):
                return _once([HOLE, *self.ways(default, place)])
            case ast.Call():
                return self._called(node, place)
        return [HOLE]

    def _named(self, name: str, place: Place) -> list[str]:
        """Follow a name to what it was given: in the function, else in the module, else where it is imported from."""
        for around in (place.function, place.tree):
            if values := _given(name, around):
                return _once([way for value in values for way in self.ways(value, place)])
        module = _imported_from(name, place.tree, self.trees)
        if module is None:
            return [HOLE]
        tree = self.trees[module]
        return self._named(name, Place(module, tree, tree)) if _given(name, tree) else [HOLE]

    def _called(self, node: ast.Call, place: Place) -> list[str]:
        """Give a hole, after keeping what a function may give as sentences of their own."""
        match node:
            case ast.Call(func=ast.Attribute(attr="join"), args=[ast.GeneratorExp(elt=elt) | ast.ListComp(elt=elt)]):
                self._keep(self.ways(elt, place), place.module)
            case ast.Call(func=ast.Name(id=name)):
                module = place.module if _function(name, place.tree) else _imported_from(name, place.tree, self.trees)
                function = _function(name, self.trees[module]) if module else None
                if module and function:
                    inside = Place(module, self.trees[module], function)
                    for given in (n.value for n in ast.walk(function) if isinstance(n, ast.Return) and n.value):
                        self._keep(self.ways(given, inside), module)
        return [HOLE]


def _said(node: ast.AST) -> Iterator[ast.AST]:
    """Give the expressions in which a node says something to people."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="append"), args=[said]) if name in KEPT_IN:
            yield said
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            for wanted in ARGUMENTS.get(name, ()):
                if isinstance(wanted, int) and wanted < len(node.args):
                    yield node.args[wanted]
                yield from (keyword.value for keyword in node.keywords if keyword.arg == wanted)
        case ast.Assign(targets=[ast.Name(id=name) | ast.Attribute(attr=name)], value=value) if name in KEPT_IN:
            yield value


def _placed(module: str, tree: ast.Module) -> Iterator[tuple[Place, ast.AST]]:
    """Give every node with the innermost function around it."""
    waiting: list[tuple[ast.AST, ast.AST]] = [(tree, tree)]
    while waiting:
        node, function = waiting.pop()
        yield Place(module, tree, function), node
        inner = node if isinstance(node, ast.FunctionDef) else function
        waiting.extend((child, inner) for child in ast.iter_child_nodes(node))


def _given(name: str, around: ast.AST) -> list[ast.AST]:
    """Give what a name is set to in a function, or at the top of a module."""
    nodes = around.body if isinstance(around, ast.Module) else ast.walk(around)
    found: list[ast.AST] = []
    for node in nodes:
        match node:
            case ast.Assign(targets=[ast.Name(id=given)], value=value) if given == name:
                found.append(value)
            case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
                found += [v for n, v in zip(names, values, strict=True) if isinstance(n, ast.Name) and n.id == name]
            case ast.AnnAssign(target=ast.Name(id=given), value=ast.expr() as value) if given == name:
                found.append(value)
    return found


def _function(name: str, tree: ast.Module) -> ast.FunctionDef | None:
    return next((node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name), None)


def _imported_from(name: str, tree: ast.Module, trees: dict[str, ast.Module]) -> str | None:
    """Give the module of livebg that a name comes from."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and any(alias.name == name for alias in node.names):
            path = "/".join(node.module.split(".")[1:])
            return next((place for place in (f"{path}.py", f"{path}/__init__.py") if place in trees), None)
    return None


def _joined(parts: list[list[str]]) -> list[str]:
    return _once("".join(way) for way in product(*parts))


def _once(ways: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(ways))


def numbered(way: str) -> str:
    """Give a text with its holes numbered, those side by side as one: "a {1} b {2}"."""
    pieces = re.split(f"{HOLE}+", way)
    return pieces[0] + "".join(f"{{{place}}}{piece}" for place, piece in enumerate(pieces[1:], 1))


def worth_saying(sentence: str) -> bool:
    """Tell whether a text has words to translate: more than a name or a command, that is."""
    literal = re.sub(r"\{\d\}", "", sentence)
    return " " in literal and len(re.findall("[A-Za-z]", literal)) >= 3 and not PURE_COMMAND.fullmatch(literal)


def modules() -> list[Path]:
    """List livebg's modules whose sentences the window can meet."""
    return [
        path
        for path in sorted(LIVEBG.rglob("*.py"))
        if not any(path.relative_to(LIVEBG).as_posix().startswith(name) for name in LEFT_OUT)
    ]


def read_all() -> Reader:
    """Read those modules, and keep what others say whose words they pass on."""
    reader = Reader(sorted(LIVEBG.rglob("*.py")))
    for path in modules():
        reader.read(path.relative_to(LIVEBG).as_posix())
    small = (said[:1].lower() + said[1:] for said in PYDANTIC)  # as our settings begin it
    for said in (*SYSTEM, *FFMPEG, *TOML, *CAMERA, *PYDANTIC, *small):
        reader.found.setdefault(said, set()).add("others")
    return reader


def sentences() -> list[str]:
    """Give every sentence that the window can meet, sorted."""
    return sorted(read_all().found)


def checks() -> set[str]:
    """Give the names of the doctor's checks."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in (LIVEBG / "doctor").glob("*.py"))
    calls = (node for tree in trees for node in ast.walk(tree))
    names = set()
    for node in calls:
        match node:
            case ast.Call(func=ast.Name(id="Finding"), args=[ast.Constant(value=str(name)), *_]):
                names.add(name)
    return names
