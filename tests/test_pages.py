from __future__ import annotations

from pathlib import Path

import pytest

from scripts.pages import Page, read_page

FRONT = "---\ndescription: A page.\n---\n"


@pytest.fixture
def page_of(tmp_path: Path):
    """A function that reads Markdown as the English page docs/en/page.md; its first line is line 4."""

    def read(markdown: str) -> Page:
        file = tmp_path / "docs" / "en" / "page.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(FRONT + markdown, encoding="utf-8")
        return read_page(tmp_path, "en", file)

    return read


def prose(page: Page) -> str:
    return "\n".join(text for _, text in page.prose)


@pytest.mark.parametrize(
    ("markdown", "level", "text", "name"),
    [
        ("# One {#one}", 1, "One", "one"),
        ("### One two { #one-two }", 3, "One two", "one-two"),
        ("## One", 2, "One", None),
        ("##One {#one}", 2, "One", "one"),
        ("> ## One {#one}", 2, "One", "one"),
        ("One\n===", 1, "One", None),
        ("One\n---", 2, "One", None),
        ("Before.\n\nOne\n---", 2, "One", None),
    ],
)
def test_every_kind_of_heading_is_found(
    page_of, markdown: str, level: int, text: str, name: str | None
) -> None:
    (heading,) = page_of(markdown).headings
    assert (heading.level, heading.text, heading.id) == (level, text, name)
    assert heading.line == 4 + markdown.split("\n").index(
        next(ln for ln in markdown.split("\n") if "One" in ln)
    )


@pytest.mark.parametrize(
    "markdown",
    ["| a | b |\n| --- | --- |\n| c | d |", "Words.\n\n---\n\nWords.", "```\n# No heading\n```", "######"],
)
def test_what_is_no_heading_is_not_taken_for_one(page_of, markdown: str) -> None:
    assert page_of(markdown).headings == ()


@pytest.mark.parametrize(
    "markdown",
    [
        "```\nhidden\n```",
        "```sh\nhidden\n```",
        "~~~\nhidden\n```\nhidden\n~~~",
        "````\nhidden\n```\nhidden\n````",
        "`hidden`",
        "`` hidden ` hidden ``",
    ],
)
def test_code_is_no_prose(page_of, markdown: str) -> None:
    page = page_of(f"Seen.\n\n{markdown}\n\nSeen, too.")
    assert "hidden" not in prose(page)
    assert "Seen, too." in prose(page)


@pytest.mark.parametrize(
    "markdown",
    [
        "```\nshown",
        "    ```\nshown\n    ```",
        "``` and words\nshown\n```",
        "\\`shown\\`",
        "`shown",
        "~~~\nshown\n```",
    ],
)
def test_what_python_markdown_shows_is_prose(page_of, markdown: str) -> None:
    assert "shown" in prose(page_of(markdown))


@pytest.mark.parametrize(
    ("markdown", "scheme", "target"),
    [
        ("[x](fact:books)", "fact", "fact:books"),
        ("![x](figure:books)", "figure", "figure:books"),
        ("[x](../a.md#b)", "", "../a.md#b"),
        ('[x](a.md "title")', "", "a.md"),
        ("[x](https://example.org/a_(b))", "https", "https://example.org/a_(b)"),
        ("[x [y]](a.md)", "", "a.md"),
        ("[x]: https://example.org/", "https", "https://example.org/"),
        ("[x](JavaScript:alert)", "javascript", "JavaScript:alert"),
        ("[x](java&Tab;script&colon;alert)", "javascript", "java&Tab;script&colon;alert"),
    ],
)
def test_a_link_is_read_with_its_line_and_its_scheme(
    page_of, markdown: str, scheme: str, target: str
) -> None:
    (link,) = page_of(
        f"Words.\n\nMore. {markdown}" if "]:" not in markdown else f"Words.\n\n{markdown}"
    ).links
    assert (link.line, link.scheme, link.target) == (6, scheme, target)


def test_a_link_knows_the_note_that_it_stands_in(page_of) -> None:
    markdown = "[a](a.md)\n\n> **Cross-check** [b](b.md)\n> [c](c.md)\n\n> [d](d.md)\n\n[e](e.md)"
    assert [link.note for link in page_of(markdown).links] == [None, "Cross-check", "Cross-check", None, None]
