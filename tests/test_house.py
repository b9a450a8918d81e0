"""The rules of the house that no other tool keeps: sizes, doors, docstrings, pages of findings, cheap imports."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from creditpolicy.diagnostics import Code

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "creditpolicy"
MODULES = sorted(PACKAGE.rglob("*.py"))
DOORS = sorted(PACKAGE.rglob("__init__.py"))
STAGES = ("syntax", "syntax/expressions", "checked", "ir")
HEAVY = ("click", "jsonschema", "lark", "narwhals", "polars", "pydantic", "python_calamine", "rich", "yaml")
WRITTEN = {".cfg", ".css", ".html", ".json", ".lark", ".md", ".py", ".sh", ".toml", ".txt", ".yaml", ".yml", ""}
MADE = {".git", ".venv", "build", "dist", "site"}
# Spelt in pieces, so that this file does not find itself.
ABSOLUTE = re.compile(r"(?<![\w.~}])/(?:" + "home|root|work|Users|tmp|var/folders" + r")/[\w.]")
REGISTRY = re.compile(
    "|".join(("pypi" + r"\.org", "pythonhosted" + r"\.org", "--index" + "-url", "--extra-index" + "-url"))
)


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def files_of_the_project() -> list[Path]:
    """All that people wrote here; found without git, so that a copy can be tested too."""
    found = []
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        hidden = any(part in MADE or part == "__pycache__" or part.endswith(("_cache", ".egg-info")) for part in parts)
        if not hidden and ".hypothesis" not in parts and path.suffix in WRITTEN and path.is_file():
            found.append(path)
    return found


def catches_all(case: ast.match_case) -> bool:
    return isinstance(case.pattern, ast.MatchAs) and case.pattern.pattern is None and case.guard is None


def is_over_a_union(match: ast.Match) -> bool:
    """Whether each arm is one of our own forms; a match over text, a list or any `object` has to catch what is left."""
    arms = [case.pattern for case in match.cases if not catches_all(case)]
    parts = [part for arm in arms for part in (arm.patterns if isinstance(arm, ast.MatchOr) else [arm])]
    return all(
        (isinstance(part, ast.MatchClass) and ast.unparse(part.cls).rpartition(".")[2][0].isupper())
        or isinstance(part, ast.MatchSingleton)
        for part in parts
    )


@pytest.mark.parametrize("module", [*MODULES, ROOT / "run"], ids=name)
def test_a_module_has_one_idea(module: Path):
    lines = module.read_text("utf-8").count("\n")

    assert lines <= 400, f"{name(module)} has {lines} lines: look for the second idea"


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_a_module_says_what_it_is(module: Path):
    assert ast.get_docstring(ast.parse(module.read_bytes()))


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_a_match_over_a_union_names_every_case(module: Path):
    matches = [node for node in ast.walk(ast.parse(module.read_bytes())) if isinstance(node, ast.Match)]
    caught = [match.lineno for match in matches if is_over_a_union(match) and any(map(catches_all, match.cases))]

    assert caught == [], f"{name(module)} catches what is left, so the type checker cannot name what is missing"


@pytest.mark.parametrize("door", DOORS, ids=name)
def test_a_package_says_what_goes_in_and_comes_out(door: Path):
    said = ast.get_docstring(ast.parse(door.read_bytes())) or ""

    assert [word for word in ("Input", "Output") if word not in said] == []


@pytest.mark.parametrize("door", DOORS, ids=name)
def test_a_package_begins_with_a_door_and_not_a_room(door: Path):
    names = (ast.Import, ast.ImportFrom, ast.Assign)
    content = [part for part in ast.parse(door.read_bytes()).body[1:] if not isinstance(part, names)]
    lines = sum((part.end_lineno or part.lineno) - part.lineno + 1 for part in content)

    assert lines < 40, f"{name(door)} has {lines} lines that are not imports or `__all__`"


def test_every_folder_of_code_is_a_package():
    folders = {module.parent for module in MODULES}

    assert {folder for folder in folders if not (folder / "__init__.py").exists()} == set()


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_has_its_way_in(stage: str):
    assert sorted((PACKAGE / stage).glob("from_*.py")), f"{stage} has no from_<previous>.py"


def test_every_code_has_its_page_and_every_page_its_code():
    pages = {page.stem for page in (ROOT / "docs" / "codes").glob("CP*.md")}

    assert pages == {code.value for code in Code}


def test_a_page_of_a_finding_begins_with_its_code():
    pages = sorted((ROOT / "docs" / "codes").glob("CP*.md"))

    assert [page.stem for page in pages if not page.read_text("utf-8").startswith(f"# {page.stem}")] == []


def test_importing_is_cheap():
    ask = f"import sys, creditpolicy; print(*sorted(set(sys.modules) & {set(HEAVY)!r}))"
    done = subprocess.run([sys.executable, "-c", ask], check=True, capture_output=True, text=True)

    assert done.stdout.split() == []


@pytest.mark.parametrize("room", sorted({module.relative_to(PACKAGE).parts[0] for module in MODULES} - {"__init__.py"}))
def test_the_architecture_page_names_every_room(room: str):
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")

    assert f"| `{room}{'' if room.endswith('.py') else '/'}` |" in page


def test_no_file_knows_one_machine():
    found = [
        f"{name(path)}:{number}: {line.strip()[:120]}"
        for path in files_of_the_project()
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1)
        if ABSOLUTE.search(line) or REGISTRY.search(line)
    ]

    assert found == []


@pytest.mark.parametrize("command", ["./run demo", "./run test"])
def test_the_readme_says_the_two_commands(command: str):
    assert f"\n{command}\n" in (ROOT / "README.md").read_text("utf-8")
