"""What no linter checks."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

_ROOT = Path(__file__).parents[2]
_FOLDERS = ("policy_dsl", "compiler", "runtime")
LONGEST = 400
_VAGUE = {"utils", "util", "helpers", "helper", "common", "base", "manager", "handler", "misc"}

_HEAVY = {
    "cryptography",
    "networkx",
    "grandalf",
    "jsonschema",
    "yaml",
    "matplotlib",
    "llvmlite",
    "numpy",
    "pyarrow",
    "pyspark",
    "tqdm",
    "z3",
    "bs4",
    "docx",
    "lxml",
    "pypdf",
}

# The adapter of z3, which is itself imported only where a question is put to it.
_ADAPTERS = {
    "matplotlib": ("compiler/doudi/compiler/impact/plots.py",),
    "z3": ("compiler/doudi/compiler/proof/solver_z3.py", "compiler/doudi/compiler/proof/encoding/"),
}

# What is for many households, and is itself imported by the commands for them alone.
_FOR_MANY = tuple(
    f"runtime/doudi/runtime/{it}"
    for it in (
        "actions/batch.py",
        "actions/sample.py",
        "batch/",
        "columns/",
        "population/",
        "sampling/",
        "spark/",
    )
)
_IMPACT = "compiler/doudi/compiler/impact/"
_COLUMNAR = {"llvmlite", "numpy", "pyarrow", "pyspark", "tqdm"}

# PyYAML comes in with facts, inside the function that needs it.
_AT_THE_BOUNDARY = {"yaml"}


def test_no_file_is_too_long() -> None:
    long = {
        _name(path): lines
        for folder in (*_FOLDERS, "tests", "benchmarks")
        for path in (_ROOT / folder).rglob("*.py")
        if (lines := len(path.read_text("utf-8").splitlines())) > LONGEST
    }
    assert long == {}


def test_the_namespace_has_no_init() -> None:
    for folder in _FOLDERS:
        assert not (_ROOT / folder / "__init__.py").exists()
        assert not (_ROOT / folder / "doudi" / "__init__.py").exists()


def test_every_package_below_the_namespace_has_an_init() -> None:
    # Without one, a second folder of that name anywhere on the path would join it.
    bare = {_name(path.parent) for path in _sources() if not (path.parent / "__init__.py").exists()}
    assert bare == set()


def test_no_module_stands_outside_its_package() -> None:
    for folder in _FOLDERS:
        loose = [*(_ROOT / folder).glob("*.py"), *(_ROOT / folder / "doudi").glob("*.py")]
        assert loose == []


def test_rules_are_data() -> None:
    assert [_name(path) for path in (_ROOT / "rules").rglob("*.py")] == []


def test_a_name_says_what_a_module_holds() -> None:
    vague = [_name(path) for path in _sources() if path.stem in _VAGUE]
    assert vague == []


def test_every_module_says_at_its_head_what_it_is() -> None:
    silent = [
        _name(path)
        for path in _sources()
        if path.name != "__init__.py" and not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert silent == []


def test_imports_are_absolute() -> None:
    relative = [
        f"{_name(path)}:{node.lineno}"
        for path in _sources()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert relative == []


def test_the_runtime_imports_only_the_standard_library_and_the_boundary_of_facts() -> None:
    allowed = sys.stdlib_module_names | {"doudi"}
    foreign = {
        f"{_name(path)}: {name}"
        for path in (_ROOT / "runtime").rglob("*.py")
        for name, inside in _imports(path)
        if name not in allowed
        and not (name in _AT_THE_BOUNDARY and inside and "facts" in path.parts)
        and not (name == "shtab" and inside and path.name == "cli.py")
        and not (name == "cryptography" and inside and path.name == "signature.py")
        and not (name in _COLUMNAR and _name(path).startswith(_FOR_MANY))
    }
    assert foreign == set()


def test_heavy_packages_are_imported_where_they_are_needed_and_not_before() -> None:
    early = {
        f"{_name(path)}: {name}"
        for path in _sources()
        for name, inside in _imports(path)
        if name in _HEAVY
        and not inside
        and not _name(path).startswith(_ADAPTERS.get(name, ("-",)))
        and not (name in _COLUMNAR and _name(path).startswith((*_FOR_MANY, _IMPACT)))
    }
    assert early == set()


def test_no_file_carries_the_address_of_a_registry() -> None:
    # Written so that this file does not find itself.
    names = ("pypi", "pythonhosted", "npmjs", "tuna.tsinghua", "mirrors.aliyun", "proxy.golang")
    address = re.compile(rf"(?:https?|file)://\S*(?:{'|'.join(map(re.escape, names))})")
    option = re.compile(r"--(?:extra-)?index-url|--find-links|--trusted-host")
    found = [
        f"{name}: {pattern.pattern[:20]}"
        for name in _tracked()
        if (text := _text(name)) is not None and name != "tests/architecture/test_layout.py"
        for pattern in (address, option)
        if pattern.search(text)
    ]
    assert found == []


def _sources() -> Iterator[Path]:
    for folder in _FOLDERS:
        yield from (_ROOT / folder).rglob("*.py")


def _name(path: Path) -> str:
    return path.relative_to(_ROOT).as_posix()


def _tracked() -> list[str]:
    ran = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=_ROOT,
        capture_output=True,
        check=True,
    )
    return [it for it in ran.stdout.decode("utf-8").split("\0") if it]


def _text(name: str) -> str | None:
    try:
        return (_ROOT / name).read_text("utf-8")
    except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
        return None


def _imports(path: Path) -> Iterator[tuple[str, bool]]:
    """The top-level packages imported, and whether that happens inside a function."""

    def walk(node: ast.AST, *, inside: bool) -> Iterator[tuple[str, bool]]:
        for child in ast.iter_child_nodes(node):
            match child:
                case ast.Import(names=names):
                    yield from ((it.name.partition(".")[0], inside) for it in names)
                case ast.ImportFrom(module=str(module), level=0):
                    yield module.partition(".")[0], inside
                case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                    continue  # never executed
                case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda():
                    yield from walk(child, inside=True)
                case _:
                    yield from walk(child, inside=inside)

    yield from walk(ast.parse(path.read_text("utf-8")), inside=False)
