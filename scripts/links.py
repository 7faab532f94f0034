"""Ask whether the links to other sites still answer: `python3 scripts/links.py [--config DIR]`.

Needs the network, and never fails: it reports, also to the file that GITHUB_STEP_SUMMARY names.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.environment import enter

enter()

from scripts.command_line import folder_argument, run
from scripts.explainer import load_explainer
from scripts.external_links import ask_all, careful_opener, external_addresses
from scripts.link_report import link_report

IN_CHINESE = "看看通到别的网站的链接还能不能打开。要用网络，只报告，从不算失败。"


def main() -> int:
    """Reports what became of each address, in both languages; 0 whatever it is."""
    root = folder_argument(__doc__, IN_CHINESE).parse_args().config

    def report() -> None:
        places = external_addresses(load_explainer(root))
        text = link_report(ask_all(list(places), careful_opener(_user_agent())), places)
        print(text)
        if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
            with Path(summary).open("a", encoding="utf-8") as file:
                file.write(text + "\n")

    run(report)
    return 0


def _user_agent() -> str:
    """Who asks: the site, as far as its address is known."""
    site = os.environ.get("SITE_URL", "").strip()
    return f"link-check (+{site})" if site.isascii() and site.isprintable() and site else "link-check"


if __name__ == "__main__":
    sys.exit(main())
