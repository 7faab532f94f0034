"""What became of the addresses of other sites, told in both languages as Markdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scripts.external_links import Answer, Outcome, Place

# What a reader of the report should do, by outcome; those that answer are only counted.
ADVICE: dict[Outcome, tuple[str, str]] = {
    "gone": (
        "网页不在了。修改办法：找到它的新网址，或者换一个来源。",
        "The page is gone. Repair: find its new address, or another source.",
    ),
    "broken": (
        "网站出错，或者转来转去。过几天再看；一直这样，就换网址。",
        "The site fails or sends us in circles. Look again in some days; if it stays so, change the address.",
    ),
    "silent": (
        "网站没有回答。过几天再看；一直这样，就换网址。",
        "The site does not answer. Look again in some days; if it stays so, change the address.",
    ),
    "moved": (
        "网页搬家了，旧网址还能用。修改办法：改成新网址。",
        "The page has moved for good, the old address still leads there. Repair: write the new one.",
    ),
    "refused": (
        "我们不去这样的网址：只能是https，公开的网站，不带端口和用户名。修改办法：改成https网址。",
        "We go only to https and public hosts, without port or user name. Repair: write such an address.",
    ),
    "unsafe": (
        "网站把人转到不加密的http网址。请修改办法：找一个https网址，或者换一个来源。",
        "The site sends people on to http, not encrypted. Repair: find an https address, or another source.",
    ),
    "shut": (
        "网站不让程序看。请自己点开看一看。",
        "The site lets no program in. Please open it yourself.",
    ),
}


def link_report(answers: Sequence[Answer], places: Mapping[str, Sequence[Place]]) -> str:
    """The report: how many addresses answer, then the others by what to do, each with its places."""
    well = sum(answer.outcome == "answers" for answer in answers)
    parts = [
        "## 外部链接 · Links to other sites\n",
        f"{len(answers)}个网址，{well}个正常。\n\n{len(answers)} addresses, {well} of them answer.\n",
    ]
    for outcome, (chinese, english) in ADVICE.items():
        of_kind = [answer for answer in answers if answer.outcome == outcome]
        if of_kind:
            parts.append(f"### {chinese}\n\n{english}\n")
            parts.append("".join(_line(answer, places[answer.address]) for answer in of_kind))
    return "\n".join(parts)


def _line(answer: Answer, places: Sequence[Place]) -> str:
    where = ", ".join(f"`{place.path}:{place.line}`" for place in places)
    return f"- {_code(answer.address)} → {_code(answer.detail)} ({where})\n"


def _code(text: str) -> str:
    """Text of strangers as Markdown shows it: never as a link, a tag or a second line."""
    printable = "".join(character if character.isprintable() else " " for character in text)
    return f"`{printable.replace('`', '%60')}`"
