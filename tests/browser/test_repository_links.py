from __future__ import annotations

import pytest

_PLACES = """() => Object.fromEntries([["report", "/issues/new"], ["edit", "/edit/"]].flatMap(
  ([name, part]) =>
  Array.from(document.querySelectorAll(`.footer__ways a[href*="${part}"]`), (link) =>
    [name, [link.getBoundingClientRect().height, parseFloat(getComputedStyle(link).fontSize)]])))"""
# The list of all figures is written by no editor.
WITHOUT_FILE = ("charts/",)


@pytest.mark.parametrize("uri", ["", "en/chapters/why/", "charts/"])
@pytest.mark.parametrize("width", [390, 1280])
def test_who_reads_large_and_simple_is_offered_the_report_alone(new_reader, uri: str, width: int) -> None:
    page = new_reader(viewport={"width": width, "height": 800}).visit(uri).page
    places = page.evaluate(_PLACES)
    assert all(height >= 48 and size >= 18 for height, size in places.values())
    page.evaluate("document.documentElement.dataset.reading = 'elder'")
    elder = page.evaluate(_PLACES)
    assert places.keys() == {"report", *(() if uri in WITHOUT_FILE else ("edit",))}
    assert elder.get("edit", [0])[0] == 0
    assert elder["report"][0] >= 60
    page.close()
