"""A calm page: nothing moves, sounds, opens, sells, hurries or asks, and left alone it stays as it is."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import Visit, script

SELLING = re.compile(
    r"下载\s*(APP|客户端)|立即|领取|扫码|扫一扫|关注我们|支付|付款|购买|优惠|红包|抢购|抽奖|注册|登录"
    r"|download (the|our) app|buy now|subscribe|sign up|log ?in|pay now|limited offer|scan (the|this) code",
    re.IGNORECASE,
)
COUNTDOWN = re.compile(
    r"倒计时|剩余时间|\d+\s*秒后|time left|countdown|\d+ seconds? (left|remaining)", re.IGNORECASE
)
ROBOT = re.compile(r"验证码|captcha|人机验证|我不是机器人|not a robot", re.IGNORECASE)
LONG_ENOUGH_TO_SEE = 1_000


def test_c30_nothing_moves_and_nothing_sounds_by_itself(minute: dict) -> None:
    assert minute["watched"]["moved"] == []
    assert minute["watched"]["played"] == []
    assert [kind for kind in minute["face"]["media"] if kind != "audio"] == []
    assert minute["calm"] == [0, []]


def test_c33_c35_in_a_minute_nothing_opens_nothing_changes_and_no_other_page_comes(minute: dict) -> None:
    assert minute["after"] == minute["before"]
    assert minute["watched"]["opened"] == []
    assert minute["pages"] == 1
    assert minute["visit"].errors == []


def test_c33_no_other_host_is_asked_and_nobody_elses_page_stands_in_a_frame(minute: dict) -> None:
    assert minute["visit"].foreign == []
    assert minute["visit"].failed == []
    assert (minute["face"]["frames"], minute["face"]["dialogs"]) == (0, 0)


def test_c34_nothing_is_sold_and_nothing_hurries(minute: dict) -> None:
    names = minute["face"]["names"]
    assert len(names) > 20
    assert [name for name in names if SELLING.search(name)] == []
    assert COUNTDOWN.search(minute["face"]["text"]) is None


def test_c35_nothing_asks_who_you_are_or_sends_you_on(minute: dict) -> None:
    face = minute["face"]
    # The settings, and one field for the words that are looked for: it asks nothing of anybody.
    assert face["forms"] == ["get"]
    assert face["fields"].count("search") == 1
    assert set(face["fields"]) <= {"checkbox", "radio", "range", "search"}
    assert face["refresh"] == 0
    # A chapter may tell of such codes; nothing asks for one.
    assert [name for name in face["names"] if ROBOT.search(name)] == []
    assert face["newWindows"] == []


def test_c50_the_page_is_no_overlay(minute: dict) -> None:
    face = minute["face"]
    assert face["hiddenText"] == []
    assert face["applications"] == 0
    assert face["filters"] == ["none", "none"]
    assert face["inlineSizes"] == []
    assert (face["handlers"], face["positive"]) == (0, 0)


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
@pytest.mark.parametrize("uri", ["", "en/chapters/services/", "charts/service_items/"])
def test_c30_nothing_moves_a_second_later_by_a_real_clock(new_reader, uri: str, motion: str) -> None:
    reader = new_reader(reduced_motion=motion)
    reader.context.add_init_script(script("watch"))
    page = reader.visit(uri).page
    assert page.evaluate("document.getAnimations().length") == 0
    page.wait_for_timeout(LONG_ENOUGH_TO_SEE)  # the point asks for the time itself
    assert page.evaluate("[document.getAnimations().length, watched.moved, watched.played]") == [0, [], []]
    # And it is no wonder: a movement is noticed.
    page.evaluate("document.body.animate({opacity: [0, 1]}, 10_000)")
    assert page.evaluate("document.getAnimations().length") == 1
    reader.context.close()


def test_c34_words_that_sell_are_recognised() -> None:
    for words in ("下载APP", "立即领取", "扫码关注", "微信支付", "Download our app"):
        assert SELLING.search(words)
    assert SELLING.search("下载：表格（CSV）") is None
    assert COUNTDOWN.search("5秒后自动跳转")


def test_c37_every_gesture_is_a_single_press(phone: Visit) -> None:
    """What can be swiped or dragged scrolls natively; a slider is a native one and has keys."""
    page = phone.page
    assert page.locator("[draggable=true]").count() == 0
    assert (
        page.evaluate(
            "[...document.querySelectorAll('*')]"
            ".filter(part => getComputedStyle(part).touchAction !== 'auto').length"
        )
        == 0
    )
