"""Preview both languages while you edit: `python3 scripts/serve.py [--port N] [--lang zh|en|both]`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.environment import enter

enter()

from scripts.command_line import Output, add_language, folder_argument, run
from scripts.preview.session import preview


def main() -> int:
    """Shows the pages and follows every edit; what is wrong stands at the top of the page."""
    parser = folder_argument(__doc__, "边改边看两种语言的页面；有问题，页面上方会告诉您怎样改。")
    parser.add_argument(
        "--port",
        type=int,
        default=8000,
        help="网址最后的数字，默认8000；被占用时换一个 · the number at the end of the address (8000)",
    )
    add_language(parser)
    arguments = parser.parse_args()
    return run(
        lambda: preview(arguments.config, arguments.port, arguments.lang),
        arguments.lang,
        Output(arguments.config),
    )


if __name__ == "__main__":
    sys.exit(main())
