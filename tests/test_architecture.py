"""The arrows between the packages and inside them, read from the import statements.

    app.py, web, eval -> qa -> index;  qa, eval -> prompts;  samples stands alone

Inside a package: `__main__` and `cli` on top, no circles. Imports for type checkers alone do not count.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MAY_IMPORT = {
    "index": set(),
    "prompts": set(),
    "qa": {"index", "prompts"},
    "eval": {"qa", "index", "prompts"},
    "web": {"qa", "index"},
    "app": {"web", "qa", "index"},
}
TOPMOST = ("__main__", "cli")
FOUNDATION = {"types", "errors", "config"}


def modules() -> dict[str, Path]:
    """Dotted name -> file, of all modules of the project's packages."""
    found = {"app": ROOT / "app.py"} if (ROOT / "app.py").exists() else {}
    for package in MAY_IMPORT:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def run_time_imports(path: Path) -> Iterator[str]:
    """What a module imports when it runs, wherever the statement stands."""
    pending: list[ast.AST] = [ast.parse(path.read_text(encoding="utf-8"))]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            pending.extend(node.orelse)
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        pending.extend(ast.iter_child_nodes(node))


def arrows() -> dict[str, set[str]]:
    """Module -> modules of the project that it imports."""
    known = modules()
    graph: dict[str, set[str]] = {}
    for name, path in known.items():
        targets = set()
        for imported in run_time_imports(path):
            target = imported if imported in known else imported.rpartition(".")[0]
            if target in known and target != name:
                targets.add(target)
        graph[name] = targets
    return graph


def package(module: str) -> str:
    return module.partition(".")[0]


def test_the_packages_point_one_way() -> None:
    wrong = [
        f"{source} -> {target}"
        for source, targets in arrows().items()
        for target in targets
        if package(target) not in MAY_IMPORT[package(source)] | {package(source)}
    ]
    assert wrong == []


def test_there_are_no_circles() -> None:
    try:
        TopologicalSorter(arrows()).prepare()
    except CycleError as error:
        raise AssertionError(f"circle: {' -> '.join(error.args[1])}") from None


def test_nothing_imports_the_top_of_a_package() -> None:
    wrong = [
        f"{source} -> {target}"
        for source, targets in arrows().items()
        for target in targets
        if target.rpartition(".")[2] in TOPMOST and source.rpartition(".")[2] not in TOPMOST
    ]
    assert wrong == []


def test_types_errors_and_settings_import_nothing_above_them() -> None:
    graph = arrows()
    for module in sorted(graph):
        if module.rpartition(".")[2] in FOUNDATION:
            above = {
                target for target in graph[module] if target.rpartition(".")[2] not in FOUNDATION | {"index"}
            }
            assert above == set(), module
