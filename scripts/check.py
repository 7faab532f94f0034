"""Check words, numbers and figures: `python3 scripts/check.py [--lang LANG] [--format FORM] [--fix]`.

`python3 scripts/check.py --translated PAGE …` notes that the English of these pages was written anew
from the Chinese as it is now.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.environment import enter

enter()

from scripts.building import Prepared, prepare
from scripts.command_line import Output, add_language, folder_argument, run
from scripts.fixing import fix
from scripts.problems import counted, told_in
from scripts.recording import record_translations


def main() -> int:
    """Says everything that is wrong, or in one line what was checked; changes nothing unless asked to."""
    parser = folder_argument(__doc__, "检查文字、数字、链接和图；不写--fix就不改动任何文件。")
    add_language(parser)
    parser.add_argument(
        "--format",
        choices=["text", "github"],
        default="text",
        help="提示写成文字，或者写给GitHub Actions · text, or annotations for GitHub Actions",
    )
    parser.add_argument(
        "--fix",
        action="store_true",
        help="先改好空格、标点和全角字母，每处都说明 · "
        "first correct spaces, punctuation and full-width letters, and say each change",
    )
    parser.add_argument(
        "--translated",
        nargs="+",
        metavar="PAGE",
        help="登记这些页的英文已经照现在的中文改写，例如chapters/why · "
        "note that the English of these pages says what the Chinese says now, such as chapters/why",
    )
    arguments = parser.parse_args()
    output = Output(arguments.config, arguments.format)

    def record() -> None:
        print(record_translations(arguments.config, arguments.translated, arguments.lang))

    def check() -> None:
        prepared = prepare(arguments.config)
        output.tell(prepared.warnings, arguments.lang)
        print(_account(prepared, arguments.lang))

    def work() -> None:
        if arguments.fix:
            for change in fix(arguments.config):
                print(change)
        (record if arguments.translated else check)()

    return run(work, arguments.lang, output)


def _account(prepared: Prepared, lang: str) -> str:
    """What was checked, in one line."""
    explainer, warnings = prepared.explainer, counted(prepared.warnings)
    pages, facts, sources = len(explainer.pages), len(explainer.ledger), len(explainer.ledger.sources)
    terms, figures = len(explainer.glossary), len(explainer.figures)
    return told_in(
        {
            "zh": f"{pages}页，{facts}个事实，{sources}个来源，{terms}个词语，"
            f"{figures}张图：{warnings['zh']}",
            "en": f"{_some(pages, 'page')}, {_some(facts, 'fact')}, {_some(sources, 'source')}, "
            f"{_some(terms, 'term')}, {_some(figures, 'figure')}: {warnings['en']}",
        },
        lang,
    )


def _some(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"


if __name__ == "__main__":
    sys.exit(main())
