// The checks of text: its size, type, spacing, measure and contrast, and whether all of it is to be seen.
(() => {
  const { checks, fault, isInline, isSeen, number, place, prose, remember, sizeOf, texts, writtenByStyle } = survey;
  const LEAST_SIZE = { usual: 18, elder: 22, largest: 30 };
  const LEAST_IN_DRAWINGS = 22; // a drawing's words end at the width of a small screen
  const ZH = document.documentElement.lang.startsWith("zh");
  const near = 0.05;

  function smallerThan(least) {
    return () => {
      const check = `text smaller than ${least} px`;
      for (const { element, size } of texts()) {
        const floor = element.closest("svg") ? Math.min(least, LEAST_IN_DRAWINGS) : least;
        if (size < floor - near) fault(check, element, `${size} px`);
      }
      for (const { element, style } of writtenByStyle()) {
        if (number(style.fontSize) < least - near) fault(check, element, `${style.content} of ${style.fontSize}`);
      }
      for (const field of document.querySelectorAll("input:not([type=radio], [type=checkbox], [type=range]), select, textarea")) {
        if (isSeen(field) && sizeOf(field) < least - near) fault(check, field, `${sizeOf(field)} px`);
      }
    };
  }
  for (const name in LEAST_SIZE) checks[`size ${name}`] = smallerThan(LEAST_SIZE[name]);

  checks.type = () => {
    for (const { element } of texts()) {
      const style = getComputedStyle(element);
      if (!/sans-serif$/.test(style.fontFamily) && !element.closest("code, pre")) fault("serifs", element, style.fontFamily);
      if (style.fontStyle !== "normal") fault("italics", element, style.fontStyle);
      if (style.textTransform !== "none") fault("changed letters", element, style.textTransform);
    }
  };

  checks.spacing = () => {
    const blocks = prose();
    for (const block of blocks) {
      const leading = number(getComputedStyle(block).lineHeight) / sizeOf(block);
      if (leading < 1.75 - 0.01) fault("tight prose", block, `line height ${leading}`);
      const next = block.nextElementSibling;
      if (block.localName !== "p" || !next || next.localName !== "p" || !blocks.includes(next)) continue;
      const gap = next.getBoundingClientRect().top - block.getBoundingClientRect().bottom;
      const wanted = 1.5 * number(getComputedStyle(block).lineHeight);
      if (gap < wanted - 0.5) fault("near paragraphs", next, `${gap} px behind the last, not ${wanted}`);
    }
    for (const { element } of texts()) {
      if (element.closest("svg")) continue;
      const leading = number(getComputedStyle(element).lineHeight) / sizeOf(element);
      if (leading < 1.3 - 0.01) fault("tight text", element, `line height ${leading}`);
    }
  };

  checks.measure = () => {
    for (const block of prose()) {
      const style = getComputedStyle(block);
      const width = block.clientWidth - number(style.paddingLeft) - number(style.paddingRight);
      const unit = ZH ? sizeOf(block) : widthOfZero(block);
      const most = ZH ? 40 : 80;
      if (width > most * unit + 1) fault("long lines", block, `${width / unit} of ${most}`);
      if (!["start", "left"].includes(style.textAlign)) fault("not aligned to the left", block, style.textAlign);
    }
  };

  const zeros = new Map();
  function widthOfZero(block) {
    const style = getComputedStyle(block), font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    if (!zeros.has(font)) {
      const pen = document.createElement("canvas").getContext("2d");
      pen.font = font;
      zeros.set(font, pen.measureText("0").width);
    }
    return zeros.get(font);
  }

  // Contrast: WCAG 2.2's ratio of the text's colour and what lies behind it.
  checks.contrast = () => {
    const houses = [...document.querySelectorAll(".skyline__house")].filter((house) => isSeen(house));
    for (const { element, node, size } of texts()) {
      const style = getComputedStyle(element);
      const ink = colour(element.closest("svg text") ? style.fill : style.color);
      const isBold = number(style.fontWeight) >= 700;
      const wanted = size >= 24 || (isBold && size >= 18.66) ? 4.5 : 7;
      const grounds = [ground(element)];
      if (element.closest(".opening")) grounds.push(...houses.filter((house) => isOver(node, house)).map(ground));
      for (const behind of grounds) {
        if (typeof behind === "string") fault("faint text", element, behind);
        else if (ratio(over(ink, behind), behind) < wanted) fault("faint text", element, `${ratio(over(ink, behind), behind).toFixed(2)} of ${wanted}`);
      }
    }
    for (const { element, style } of writtenByStyle()) {
      if (!/[^\s"]/.test(style.content.replace(/^"|"$/g, "")) || element.closest("svg")) continue;
      const behind = ground(element), ink = colour(style.color);
      if (ratio(over(ink, behind), behind) < 4.5) fault("faint text", element, `${style.content} ${ratio(ink, behind).toFixed(2)}`);
    }
  };

  const colours = new Map();
  function colour(text) {
    if (!colours.has(text)) {
      const parts = text.match(/[\d.]+/g) || [];
      if (!/^rgba?\(/.test(text)) throw new Error(`a colour that the survey cannot read: ${text}`);
      const [red, green, blue, alpha = 1] = parts.map(Number);
      colours.set(text, [red, green, blue, alpha]);
    }
    return colours.get(text);
  }

  // The colour behind an element's text: the nearest opaque ground, with what is translucent laid over it.
  const ground = remember((element) => {
    const layers = [];
    for (let part = element; part; part = part.parentElement) {
      const style = getComputedStyle(part);
      if (style.backgroundImage !== "none") return `text on a picture: ${style.backgroundImage}`;
      if (number(style.opacity) < 1) return `text of opacity ${style.opacity}`;
      const layer = colour(style.backgroundColor);
      if (layer[3] > 0) layers.unshift(layer);
      if (layer[3] === 1) return layers.reduce((below, above) => over(above, below));
    }
    return layers.reduce((below, above) => over(above, below), [255, 255, 255, 1]);
  });

  function over([red, green, blue, alpha], below) {
    return [red, green, blue].map((part, index) => part * alpha + below[index] * (1 - alpha)).concat([1]);
  }

  function ratio(one, other) {
    const [light, dark] = [luminance(one), luminance(other)].sort((first, second) => second - first);
    return (light + 0.05) / (dark + 0.05);
  }

  function luminance(parts) {
    const [red, green, blue] = parts.slice(0, 3).map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  function lines(node) {
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()].filter((box) => box.width > 1 && box.height > 1);
  }

  function isOver(node, element) {
    const box = element.getBoundingClientRect();
    return lines(node).some((line) => across(line, box) > 0 && down(line, box) > 0);
  }

  const across = (one, other) => Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const down = (one, other) => Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);

  // What may cut off or scroll what is in it; a drawing is measured otherwise.
  const framesOf = remember(() => [...document.body.querySelectorAll(":not(svg, svg *)")]
    .filter((element) => getComputedStyle(element).overflow !== "visible"));
  const frames = () => framesOf(document.body);

  // The frame of the page: nothing widens it, nothing is cut off.
  checks.frame = () => {
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) fault("sideways scroll", widest(), `${root.scrollWidth} px in ${root.clientWidth}`);
    for (const element of frames()) {
      const style = getComputedStyle(element);
      const isCut = (way, inside, outside) => ["hidden", "clip"].includes(way) && inside > outside + 1;
      if (!isCut(style.overflowX, element.scrollWidth, element.clientWidth)
        && !isCut(style.overflowY, element.scrollHeight, element.clientHeight)) continue;
      if (isSeen(element)) fault("cut off", element, `${element.scrollWidth} x ${element.scrollHeight} in ${element.clientWidth} x ${element.clientHeight}`);
    }
    for (const { node, element } of texts()) {
      if (!element.closest(".skip-links, .table-scroll") && lines(node).some((line) => line.left < -1)) fault("cut off", element, "left of the window");
    }
  };

  function widest() {
    const all = [...document.body.querySelectorAll("*")].filter((element) => element.checkVisibility() && !inScroll(element));
    return all.reduce((most, next) => (next.getBoundingClientRect().right > most.getBoundingClientRect().right + 0.5 ? next : most), document.body);
  }

  function inScroll(element) {
    for (let part = element.parentElement; part && part !== document.body; part = part.parentElement) {
      if (getComputedStyle(part).overflowX !== "visible") return true;
    }
    return false;
  }

  // What scrolls by itself can be reached by a keyboard and has a name.
  checks.scrolls = () => {
    for (const element of frames()) {
      const style = getComputedStyle(element);
      const scrolls = (way, inside, outside) => ["auto", "scroll"].includes(way) && inside > outside + 1;
      if (!scrolls(style.overflowX, element.scrollWidth, element.clientWidth)
        && !scrolls(style.overflowY, element.scrollHeight, element.clientHeight)) continue;
      if (!isSeen(element)) continue;
      const isReached = element.tabIndex >= 0 || element.querySelector("a[href], button, summary, input");
      const isNamed = ["aria-label", "aria-labelledby"].some((name) => element.hasAttribute(name)
        || (element.localName === "details" && element.querySelector(`nav[${name}]`)));
      if (!isReached || !isNamed) fault("scrolls without a name", element, isReached ? "no name" : "not reached by keyboard");
    }
  };

  // Lines of different texts that lie over each other.
  checks.overlap = () => {
    const all = texts().filter(({ element }) => !element.closest(".skip-links, .menu__panel, .contents-list, .table-scroll, rt"))
      .flatMap(({ node, element }) => lines(node).map((box) => ({ box, node, element })))
      .sort((first, second) => first.box.top - second.box.top);
    let open = [];
    for (const next of all) {
      open = open.filter(({ box }) => box.bottom > next.box.top);
      for (const other of open) {
        const least = Math.min(other.box.height, next.box.height);
        if (across(other.box, next.box) > 2 && down(other.box, next.box) > 0.35 * least) fault("overlapping text", next.element, `over ${place(other.element)}`);
      }
      open.push(next);
    }
  };

  checks["links in prose"] = () => {
    for (const link of document.querySelectorAll(".text :is(p, li, td, dd) a")) {
      if (!isSeen(link) || !isInline(link) || link.closest("nav")) continue;
      const style = getComputedStyle(link), line = colour(style.textDecorationColor), behind = ground(link);
      if (!style.textDecorationLine.includes("underline")) fault("plain links", link, style.textDecorationLine);
      else if (ratio(over(line, behind), behind) < 3) fault("plain links", link, `a faint line: ${style.textDecorationColor}`);
    }
  };
})();
