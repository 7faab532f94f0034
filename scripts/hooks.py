"""MkDocs' hooks: each is one line into a plain function."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from scripts import building
from scripts.problems import SiteError


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Loads and checks the explainer before anything is built."""
    try:
        return building.configure(config)
    except SiteError as error:
        raise Abort(str(error)) from None


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds the face and the generated pages."""
    return building.add_files(files, config)


def on_env(env: Any, config: MkDocsConfig, files: Files) -> Any:
    """Has the templates escape what they print, and writes what stands outside MkDocs' own pages."""
    building.add_search(config, files)
    return building.add_embedded_figures(building.escape_in_our_templates(env), config, files)


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Adds a page's generated part."""
    return building.page_markdown(markdown, page, config)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Hands the page's heading to the template."""
    return building.page_content(html, page, config)


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any) -> dict[str, Any]:
    """Gives the templates their words."""
    return building.template_context(context, config)


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """Gives the 404 page the same."""
    return building.template_context(context, config)


def on_post_build(config: MkDocsConfig) -> None:
    """Builds English after Chinese."""
    building.build_english(config)
