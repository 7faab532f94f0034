"""What the commands share: where the explainer is, and how an error is told."""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mkdocs.exceptions import MkDocsException

from scripts.explainer import CODE_ROOT
from scripts.problems import (
    Problem,
    SiteError,
    commands_with,
    github_annotations,
    reader_language,
    report,
    summary,
)


def folder_argument(description: str | None, in_chinese: str = "") -> argparse.ArgumentParser:
    """A parser with `--config DIR`: else this folder if it is an explainer's, else the project's.

    Its help tells in both languages what the command does.
    """
    parser = argparse.ArgumentParser(
        description="\n".join(filter(None, (in_chinese, description))),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--config",
        type=_explainer_folder,
        default=_usual_folder(),
        metavar="DIR",
        help="内容所在的文件夹 · the explainer's folder, which holds mkdocs.yml, docs/ and charts/",
    )
    return parser


def add_language(parser: argparse.ArgumentParser) -> None:
    """Adds `--lang`: the language of what an editor is told."""
    parser.add_argument(
        "--lang",
        choices=["zh", "en", "both"],
        default=reader_language(),
        help="用哪种语言提示：中文、英文，或者两种都用 · in which language you are told what is wrong",
    )


def run(work: Callable[[], None], lang: str | None = None, output: Output | None = None) -> int:
    """0 when the work is done, 1 after telling what an editor has to repair. A bug is raised."""
    lang, output = lang or reader_language(), output or Output()
    try:
        with commands_with(_options(output.root, lang)):
            work()
    except SiteError as error:
        with commands_with(_options(output.root, lang)):
            output.tell(error.problems, lang)
        print(summary(error, lang), file=sys.stderr)
        return 1
    except MkDocsException as error:
        print(error, file=sys.stderr)
        return 1
    return 0


@dataclass(frozen=True)
class Output:
    """How problems are told: as text for people, or as annotations of the explainer in `root` for GitHub."""

    root: Path = CODE_ROOT
    form: str = "text"

    def tell(self, problems: list[Problem], lang: str) -> None:
        """Prints the problems; in GitHub's runner the annotations stand beside the text."""
        if not problems:
            return
        if self.form == "text":
            print(report(problems, lang), file=sys.stderr)
        if self.form == "github" or os.environ.get("GITHUB_ACTIONS"):
            print(github_annotations(problems, self.root))


def _usual_folder() -> Path:
    """The explainer's folder where nobody names one."""
    here = Path.cwd()
    return here if (here / "mkdocs.yml").exists() else CODE_ROOT


def _options(root: Path, lang: str) -> str:
    """What the check must be told so that it reads the same explainer and answers in the same language."""
    named = [] if root == _usual_folder() else ["--config", str(root)]
    named += [] if lang == reader_language() else ["--lang", lang]
    return "".join(f" {word}" for word in map(shlex.quote, named))


def _explainer_folder(name: str) -> Path:
    folder = Path(name).resolve()
    if not (folder / "mkdocs.yml").exists():
        raise argparse.ArgumentTypeError(f"{name} holds no mkdocs.yml: expected an explainer's folder")
    return folder
