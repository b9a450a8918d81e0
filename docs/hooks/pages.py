"""What no one should have to list by hand: the pages of the language in the menu, and the findings on their page."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put every page of `language/` into the menu after the first entry, `index.md` before the others."""
    pages = sorted(Path(config.docs_dir, "language").glob("*.md"), key=lambda page: (page.stem != "index", page.stem))
    if pages:
        menu = list(config.nav or [])
        config.nav = [*menu[:1], {"Language": [f"language/{page.name}" for page in pages]}, *menu[1:]]
    return config


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """The page as it is, or with the list of findings below it; `files` is not looked at."""
    del files
    if page.file.src_uri != "codes/index.md":
        return markdown
    pages = sorted(Path(config.docs_dir, "codes").glob("CP*.md"))
    return markdown + "\n".join(f"- [{_heading(each)}]({each.name})" for each in pages) + "\n"


def _heading(page: Path) -> str:
    first = page.read_text("utf-8").partition("\n")[0]
    return first.removeprefix("#").strip() or page.stem
