"""Look for words of ours that stand in somebody else's text: `python3 scripts/compare.py PATH`.

PATH is a file, or a folder with .txt and .md files, such as private/, which is never committed.
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.environment import enter

enter()

from scripts.command_line import Output, add_language, folder_argument, run
from scripts.copied import copied_sentences
from scripts.explainer import load_explainer
from scripts.problems import LANGUAGES


def main() -> int:
    """Says which words are the same; 1 when there are any. The other text's name is told to nobody."""
    parser = folder_argument(
        __doc__,
        "找出与别人的文字接连相同的地方。PATH是一个文件，或者放着.txt和.md文件的文件夹，"
        "比如不会提交的private/。",
    )
    add_language(parser)
    parser.add_argument(
        "others",
        type=_file_or_folder,
        metavar="PATH",
        help="别人的文字，或者它的文件夹 · the other text, or its folder",
    )
    arguments = parser.parse_args()
    languages = LANGUAGES if arguments.lang == "both" else (arguments.lang,)
    copies = []

    def compare() -> None:
        copies.extend(copied_sentences(load_explainer(arguments.config), arguments.others))
        for copy in copies:
            print("\n    ".join(copy.describe(lang) for lang in languages), file=sys.stderr)
        print(
            {"zh": f"{len(copies)}处相同的文字", "en": f"{len(copies)} runs of words in common"}[
                languages[-1]
            ]
        )

    return run(compare, arguments.lang, Output(arguments.config)) or int(bool(copies))


def _file_or_folder(name: str) -> Path:
    if not Path(name).exists():
        raise argparse.ArgumentTypeError(f"there is no file or folder {name}")
    return Path(name)


if __name__ == "__main__":
    sys.exit(main())
