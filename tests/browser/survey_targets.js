// The checks of what is pressed: large enough, not covered, apart from each other; and what links say.
(() => {
  const { checks, fault, isInline, isSeen, number, ownWords, place, sizeOf } = survey;
  const LEAST = 44, LEAST_FOR_ELDERS = 60, LEAST_GAP = 8;
  const INSET = 4; // a corner is pressed a little within it, and further within a round one
  const PRIMARY = ".header a, .header button, .header summary, .header label, .previous-next__link, .help__list a, .chapter-list__entry, .opening .button, .read-aloud__button, .explanation button";
  // Pages that are lists: each link is an entry of its own, or stands in the line of one.
  const LISTS = ".page--sources, .page--glossary, .page--sitemap, .page--index";

  // Everything that is pressed; a label stands for the box in it.
  function targets(inside = document.body) {
    return [...inside.querySelectorAll("a[href], button, summary, select, textarea, input:not([type=hidden]), label")]
      .filter((target) => (target.localName === "label" ? target.querySelector("input") : !target.closest("label")))
      .filter((target) => isSeen(target) && getComputedStyle(target).pointerEvents !== "none");
  }

  // A link in a sentence: there is more in its block than the link.
  function isInSentence(target) {
    if (target.localName !== "a" || !isInline(target)) return false;
    const block = blockOf(target);
    return ownWords(block).replace(/[\s、，。,.;；:：]/g, "").length > target.textContent.replace(/[\s、，。,.;；:：]/g, "").length;
  }

  function blockOf(element) {
    let block = element.parentElement;
    while (isInline(block)) block = block.parentElement;
    return block;
  }

  function withMenu(use) {
    const menu = document.querySelector(".menu");
    use([...targets()].filter((target) => !target.closest(".menu__panel")));
    if (!menu) return;
    menu.open = true;
    use(targets(menu.querySelector(".menu__panel")));
    menu.open = false;
  }

  checks.targets = () => withMenu((all) => {
    for (const target of all.filter((each) => !isInSentence(each))) {
      const { width, height } = target.getBoundingClientRect();
      if (Math.min(width, height) < LEAST - 0.1) fault("small targets", target, `${width} x ${height}`);
      else if (!target.closest(".skip-links")) checkCorners(target);
    }
  });

  function checkCorners(target) {
    const box = target.getBoundingClientRect();
    if (box.top < 0 || box.bottom > innerHeight || inOwnScroll(target)) target.scrollIntoView({ block: "start", behavior: "instant" });
    for (const [x, y] of [[0, 0], [1, 0], [0, 1], [1, 1]]) {
      let point = corner(target, x, y);
      if (point.y < 0 || point.y >= innerHeight) {
        target.scrollIntoView({ block: y ? "end" : "start", behavior: "instant" });
        point = corner(target, x, y);
      }
      const hit = document.elementFromPoint(point.x, point.y);
      if (!hit || !target.contains(hit)) return fault("covered targets", target, `by ${hit ? place(hit) : "the edge of the window"}`);
    }
  }

  function inOwnScroll(target) {
    return target.closest(".menu__panel, .contents-list, .table-scroll");
  }

  // A link that wraps has its upper corners in its first line and its lower ones in its last.
  function corner(target, x, y) {
    const lines = target.getClientRects();
    const box = y ? lines[lines.length - 1] : lines[0];
    const inset = Math.max(INSET, number(getComputedStyle(target).borderTopLeftRadius) * 0.3 + 1);
    return { x: x ? box.right - inset : box.left + inset, y: y ? box.bottom - inset : box.top + inset };
  }

  checks["targets of elders"] = () => withMenu((all) => {
    const primary = all.map((target) => target.closest(".chapter-list__entry") || target)
      .filter((target) => target.matches(PRIMARY) && !target.closest(".skip-links"));
    const boxes = primary.map((target) => target.getBoundingClientRect());
    boxes.forEach((box, index) => {
      if (Math.min(box.width, box.height) < LEAST_FOR_ELDERS - 0.1) fault("small for elders", primary[index], `${box.width} x ${box.height}`);
      boxes.slice(index + 1).forEach((other, further) => {
        const across = Math.max(box.left, other.left) - Math.min(box.right, other.right);
        const down = Math.max(box.top, other.top) - Math.min(box.bottom, other.bottom);
        if (Math.max(across, down) < LEAST_GAP - 0.1) fault("crowded for elders", primary[index], `${Math.max(across, down)} px from ${place(primary[index + 1 + further])}`);
      });
    });
  });

  checks["inline links"] = () => {
    const isList = document.querySelector(LISTS);
    const listed = new Map([...document.querySelectorAll(".page-links .explained__link")].map((link) => [link.href, link]));
    for (const link of targets(document.getElementById("main"))) {
      if (link.localName !== "a" || link.closest(".page-links, .breadcrumb, .explanation")) continue;
      if (!isInSentence(link)) continue;
      if (isList) {
        fault("small links of a list", link, "in the line of a text");
        continue;
      }
      const words = wordsOf(link);
      if (words.length < 2 || (!/\p{Script=Han}/u.test(words) && words.length < 3)) fault("short links", link, words);
      const entry = listed.get(link.href);
      if (!entry) fault("links missing from the list", link, link.getAttribute("href"));
      else if (entry.getBoundingClientRect().height < LEAST) fault("links missing from the list", entry, "a small target");
    }
  };

  // The same words never lead to two places, and say where they lead.
  checks["link texts"] = () => {
    const NOTHING_SAID = ["点击这里", "这里", "更多", "详情", "here", "more", "click here", "read more"];
    const places = new Map();
    for (const link of document.querySelectorAll("a[href]")) {
      const name = nameOf(link);
      if (NOTHING_SAID.includes(name)) fault("empty link texts", link, name);
      if (!name) fault("empty link texts", link, "no words");
      if (link.target) fault("new windows", link, `target=${link.target}`);
      if (places.has(name) && places.get(name) !== link.href) fault("one text for two places", link, `"${name}" leads to ${short(places.get(name))} and ${short(link.href)}`);
      else places.set(name, link.href);
    }
  };

  function short(address) {
    return address.replace(location.origin, "");
  }

  function nameOf(link) {
    return (link.getAttribute("aria-label") || wordsOf(link)).toLowerCase();
  }

  // The words of a link without its icon and without pinyin.
  function wordsOf(link) {
    const copy = link.cloneNode(true);
    copy.querySelectorAll("[aria-hidden=true], rt").forEach((part) => part.remove());
    return copy.textContent.trim().replace(/\s+/g, " ");
  }

  checks.ornaments = () => {
    for (const element of document.querySelectorAll(":is(.header, .page, .footer), :is(.header, .page, .footer) *")) {
      if (element === document.activeElement || element.contains(document.activeElement)) continue;
      for (const pseudo of [null, "::before", "::after"]) {
        const style = getComputedStyle(element, pseudo);
        const worn = [];
        if (style.boxShadow !== "none") worn.push(`shadow ${style.boxShadow}`);
        if (style.textShadow !== "none") worn.push(`text shadow ${style.textShadow}`);
        if (/gradient/.test(style.backgroundImage)) worn.push("gradient");
        if (/matrix3d/.test(style.transform)) worn.push(`transform ${style.transform}`);
        if (worn.length && element.checkVisibility()) fault("ornaments", element, worn.join(", "));
      }
    }
  };

  // One column: no block of content beside another.
  checks["one column"] = () => {
    const COLUMNS = ".page__body, .text, .text .section, .text ul, .text ol, .previous-next, .help__list, .menu__columns, .footer__inner";
    for (const column of document.querySelectorAll(COLUMNS)) {
      if (!isSeen(column) || column.closest("nav.breadcrumb, .contents-list")) continue;
      let last;
      for (const block of column.children) {
        const box = block.getBoundingClientRect();
        if (!isSeen(block) || !box.height || isInline(block) || isInline(column)) continue;
        if (last && box.top < last.bottom - 2 && getComputedStyle(block).position === "static") fault("side by side", block, "beside the block before it");
        last = box;
      }
    }
  };

  checks["entries of the home page"] = () => {
    const entries = [...document.querySelectorAll(".chapter-list__entry")].filter(isSeen);
    if (!document.querySelector(".page--home")) return;
    if (entries.length > 8 || entries.length < 3) fault("entries of the home page", document.body, `${entries.length} entries`);
    for (const entry of entries) {
      const icon = entry.querySelector(".chapter-list__icon svg"), box = icon && icon.getBoundingClientRect();
      if (!box || box.width < 24 || !entry.querySelector("a").textContent.trim()) fault("entries of the home page", entry, "no icon or no words");
    }
  };
})();
