"""The page of all pages, which is written from the navigation."""

from __future__ import annotations

import re

import pytest

from scripts.explainer import Explainer
from scripts.generated_pages import generated_uris, pages_part
from scripts.pages import LANGS


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_of_all_pages_names_each_page_once(project: Explainer, lang: str) -> None:
    targets = re.findall(r"\]\(([^)]+)\)", pages_part(project, lang))
    assert len(targets) == len(set(targets))
    assert set(targets) == {*project.pages_in(lang), *generated_uris(project)}
    named = [uri for uri in targets if uri in project.wiring.nav]
    chapters = [uri for uri in project.wiring.nav if uri.startswith("chapters/")]
    assert named == chapters + [uri for uri in project.wiring.nav if uri not in chapters]


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_of_all_pages_tells_the_question_of_each(project: Explainer, lang: str) -> None:
    part = pages_part(project, lang)
    for page in project.pages_in(lang).values():
        assert f"]({page.uri}) *{page.front.question}*" in part
