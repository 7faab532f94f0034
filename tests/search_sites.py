"""A site of a thousand pages in each language, for search: every topic is mentioned everywhere.

What decides for a page is its title, one of its headings, a phrase or a number that only it has.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from charts.wording import Lang
from scripts.pinyin import usual_reading
from scripts.search_index import SearchFiles, fold, normal, search_files
from scripts.search_sections import SearchPage, Section

PAGES = 1_000


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


PLACES: dict[Lang, tuple[str, ...]] = {
    "zh": _words(
        "徐汇 静安 黄浦 长宁 普陀 虹口 杨浦 闵行 宝山 嘉定 浦东 金山 松江 青浦 奉贤 "
        "崇明 七宝 莘庄 川沙 南翔 安亭 朱泾 新场 枫泾 周庄 罗店 三林 张江 临港 惠南 "
        "曹杨 五角场 打浦桥 龙华 漕河泾 田林 古北 江湾 大场 桃浦"
    ),
    "en": _words(
        "Ashford Barton Carlow Denham Easton Fenwick Garton Halden Ilford Jarrow Kelso Linton "
        "Marlow Norwell Oakham Penrith Quorn Ripley Selby Thirsk Ulverton Verwood Wareham Yarm "
        "Alton Bourne Corby Dorking Epworth Formby Goole Hexham Ivybridge Keswick Leominster "
        "Morpeth Newquay Otley Padstow Rothbury"
    ),
}
SUBJECTS: dict[Lang, tuple[str, ...]] = {
    "zh": _words(
        "垃圾分类 社区食堂 图书借阅 停车管理 老人体检 电梯加装 燃气安全 公交线路 公园预约 "
        "河道清理 宠物登记 学区划分 医保报销 义工招募 旧房改造 路灯维修 消防演练 夜间集市 "
        "共享单车 疫苗接种 养老补贴 健身步道 托育服务 家政培训 噪声投诉"
    ),
    "en": tuple(
        word.replace("_", " ")
        for word in _words(
            "waste_sorting community_canteens library_loans parking_permits health_checks lift_repairs "
            "gas_safety bus_routes park_bookings river_cleaning pet_licences school_places "
            "medical_refunds volunteer_work house_renovation street_lamps fire_drills night_markets "
            "shared_bicycles flu_vaccination pension_grants walking_trails child_care cleaning_courses "
            "noise_complaints"
        )
    ),
}
HEADINGS: dict[Lang, tuple[tuple[str, str], ...]] = {
    "zh": (
        ("in-one-minute", "一分钟读懂"), ("apply", "怎样申请"), ("cost", "要花多少钱"),
        ("hours", "什么时候开门"), ("papers", "带哪些证件"), ("history", "从前是怎样的"),
    ),
    "en": (
        ("in-one-minute", "In one minute"), ("apply", "How to apply"), ("cost", "What it costs"),
        ("hours", "Opening hours"), ("papers", "Papers to bring"), ("history", "How it used to be"),
    ),
}  # fmt: skip
FIRST: dict[Lang, tuple[str, ...]] = {
    "zh": _words(
        "银杏 蓝鲸 海棠 白鹭 青石 云雀 红枫 金桂 墨竹 春藤 秋荷 雪松 霜菊 玉兰 石榴 "
        "芦苇 丁香 茉莉 木槿 紫薇 腊梅 杜鹃 山茶 水杉 香樟 凌霄 忍冬 枇杷 合欢 梧桐 "
        "麦穗 稻浪"
    ),
    "en": _words(
        "amber birch cedar dahlia ember falcon gannet heron indigo jasper kestrel lupin maple "
        "nettle osprey poppy quartz robin saffron thistle umber violet walnut yarrow zinnia "
        "bramble clover damson elder fern gorse hazel"
    ),
}  # fmt: skip
SECOND: dict[Lang, tuple[str, ...]] = {
    "zh": _words(
        "灯塔 驿站 风铃 渡口 磨坊 锦帆 星图 竹筏 陶笛 罗盘 沙漏 船坞 马车 石桥 纸鸢 "
        "铜镜 木屐 蓑衣 花窗 长廊 钟楼 古井 戏台 茶寮 书院 水车 城垛 牌坊 烽台 画舫 "
        "琴台 棋亭"
    ),
    "en": _words(
        "lantern harbour whistle ferry mill sextant atlas raft flute compass hourglass dockyard "
        "wagon bridge kite mirror anvil cloak casement gallery belfry well stage teahouse academy "
        "waterwheel rampart archway beacon barge lyre pavilion"
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """A query, the class it belongs to, and the page and section that it should lead to first."""

    kind: str
    query: str
    uri: str
    section: str


@cache
def large_site(lang: Lang) -> tuple[SearchFiles, tuple[Wanted, ...]]:
    """The files of the site's index, and what is asked of it."""
    chance = random.Random(lang)  # noqa: S311 (the same site each time)
    pages, wanted = [], []
    for number in range(PAGES):
        pages.append(_page(lang, number, chance))
        if number % 25 == 7:
            wanted += _queries(lang, number)
    return search_files(pages, lang, read if lang == "zh" else None), tuple(wanted)


def read(run: str) -> tuple[str, ...]:
    """How each character of a run is read by itself, without tones."""
    return tuple(_sound(character) for character in run)


@cache
def _sound(character: str) -> str:
    (syllable,) = usual_reading(character)
    return normal(syllable)


def _names(lang: Lang, number: int) -> tuple[str, str, str]:
    place, subject = PLACES[lang][number % 40], SUBJECTS[lang][number // 40]
    phrase = (FIRST[lang][number % 32], SECOND[lang][number // 32])
    if lang == "zh":
        return place, subject, "".join(phrase) + "行动"
    return place, subject, f"{phrase[0]} {phrase[1]} scheme"


def _initials(place: str, subject: str) -> str:
    return "".join(sound[0] for sound in read(f"{place}的{subject}"))


@cache
def _sure_initials() -> frozenset[str]:
    """The initials that only one page has."""
    counted = Counter(_initials(place, subject) for place in PLACES["zh"] for subject in SUBJECTS["zh"])
    return frozenset(initials for initials, times in counted.items() if times == 1)


def _page(lang: Lang, number: int, chance: random.Random) -> SearchPage:
    place, subject, phrase = _names(lang, number)
    title = f"{place}的{subject}" if lang == "zh" else f"{subject.capitalize()} in {place}"
    sections = [Section("", title, _noise(lang, chance, 2))]
    for name, heading in HEADINGS[lang]:
        sentences = list(_noise(lang, chance, 2))
        if name == "history":
            sentences.insert(1, f"这里先有过{phrase}。" if lang == "zh" else f"It began as the {phrase}.")
        if name == "cost":
            amount = 10_000 + 37 * number
            sentences.insert(
                2, f"去年一共用了{amount}元。" if lang == "zh" else f"Last year it cost {amount:,} yuan."
            )
        sections.append(Section(name, heading, tuple(sentences)))
    return SearchPage(f"{lang}/p{number}/", title, tuple(sections))


def _noise(lang: Lang, chance: random.Random, count: int) -> tuple[str, ...]:
    """Sentences that name other places, subjects and halves of phrases."""
    sentences = []
    for _ in range(count):
        place, subject = chance.choice(PLACES[lang]), chance.choice(SUBJECTS[lang])
        first, second = chance.choice(FIRST[lang]), chance.choice(SECOND[lang])
        amount = chance.randrange(2, 99)
        if lang == "zh":
            sentences.append(
                f"{place}有人问{subject}，还有{amount}个人说起{first}和{second}，也说到怎样申请。"
            )
        else:
            sentences.append(
                f"Somebody in {place} asked about {subject}; {amount} others spoke of a {first}"
                f" or a {second} and how to apply."
            )
    return tuple(sentences)


def _queries(lang: Lang, number: int) -> Iterator[Wanted]:
    place, subject, phrase = _names(lang, number)
    uri = f"{lang}/p{number}/"
    amount = 10_000 + 37 * number
    if lang == "zh":
        yield Wanted("title", f"{place}的{subject}", uri, "")
        yield Wanted("parts", f"{place}{subject}", uri, "")
        yield Wanted("words apart", f"{subject} {place}", uri, "")
        yield Wanted("heading", f"{place}{subject}要花多少钱", uri, "cost")
        yield Wanted("question", f"请问{place}的{subject}带哪些证件？", uri, "papers")
        yield Wanted("phrase", phrase, uri, "history")
        yield Wanted("part of a phrase", phrase[1:4], uri, "history")
        yield Wanted("pinyin", "".join(read(f"{place}的{subject}")), uri, "")
        yield Wanted("pinyin, confused", "".join(map(fold, read(f"{place}的{subject}"))), uri, "")
        if _initials(place, subject) in _sure_initials():
            yield Wanted("initials", _initials(place, subject), uri, "")
        yield Wanted("number", f"{amount}元", uri, "cost")
        yield Wanted("slip", f"{place}的{subject[0]}{subject[2:]}", uri, "")
    else:
        yield Wanted("title", f"{subject} in {place}", uri, "")
        yield Wanted("words apart", f"{place} {subject}", uri, "")
        yield Wanted("heading", f"{place} {subject} opening hours", uri, "hours")
        yield Wanted("question", f"what does {subject} in {place} cost?", uri, "cost")
        yield Wanted("phrase", phrase, uri, "history")
        yield Wanted("number", f"{amount} yuan", uri, "cost")
        yield Wanted("slip", f"{subject[:2]}{subject[3:]} {place}", uri, "")
        yield Wanted("beginning", f"{subject} {place[:-2]}", uri, "")
