"""Templates for HTML that is made outside MkDocs' own pages: figures, the list of chapters."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import material
from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.bccache import Bucket
from markupsafe import Markup

from charts.wording import Lang
from scripts.explainer import CODE_ROOT
from scripts.language_runs import marked_html

# Material's templates carry its icons, which ours include by name.
MATERIAL_TEMPLATES = Path(material.__file__).parent / "templates"


def component(name: str) -> Template:
    """The template of a component; it escapes all that it prints and refuses what it was not given."""
    return _environment().get_template(f"components/{name}/{name}.html")


def marked_filter(text: str, lang: Lang) -> Markup:
    """A text as HTML, with each run of the other language marked."""
    return Markup(marked_html(text, lang))  # noqa: S704 (it escapes)


class CompiledTemplates(BytecodeCache):
    """MkDocs' templates as they were compiled before, for the next language and the next build."""

    def __init__(self) -> None:
        self._compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Jinja itself looks whether the template is still the same."""
        if bucket.key in self._compiled:
            bucket.bytecode_from_string(self._compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Notes a template that was compiled."""
        self._compiled[bucket.key] = bucket.bytecode_to_string()


@cache
def compiled_templates() -> CompiledTemplates:
    """Those of this process."""
    return CompiledTemplates()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader([CODE_ROOT / "overrides", MATERIAL_TEMPLATES]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["marked"] = marked_filter
    return environment
