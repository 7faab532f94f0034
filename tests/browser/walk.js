// Counts what the keyboard should reach now, and notes at each release of Tab what has the focus and how it is seen.
() => {
  const CANDIDATES = "a[href], area[href], button, input, select, textarea, summary, audio[controls], iframe, [tabindex]";
  const NEAR_EDGE = 4; // pixels: within a corner, however round
  const isFirstRadio = (radio) => {
    const group = [...document.getElementsByName(radio.name)];
    return radio === (group.find((one) => one.checked) || group[0]);
  };
  const targets = [...document.querySelectorAll(CANDIDATES)].filter((part) =>
    part.tabIndex >= 0 && !part.disabled && part.checkVisibility({ visibilityProperty: true })
    && (part.type !== "radio" || isFirstRadio(part)));
  const walk = (window.walk = { count: targets.length, order: [], unseen: [], covered: [] });

  const nameOf = (part) => `${part.localName}.${part.className}: ${part.textContent.trim().slice(0, 30)}`;
  const inView = (box, isTall) => box.width > 0 && box.height > 0 && box.left >= -1 && box.right <= innerWidth + 1
    && (isTall || (box.top >= -1 && box.bottom <= innerHeight + 1));

  function isCovered(part, box) {
    const x = Math.min(NEAR_EDGE, box.width / 4), y = Math.min(NEAR_EDGE, box.height / 4);
    return [[box.left + x, box.top + y], [box.right - x, box.top + y],
            [box.left + x, box.bottom - y], [box.right - x, box.bottom - y]].some(([left, top]) => {
      if (top < 0 || top > innerHeight) return false; // of something taller than the screen
      const found = document.elementFromPoint(left, top);
      return !found || !(part.contains(found) || found.contains(part));
    });
  }

  window.addEventListener("keyup", (event) => {
    if (event.key !== "Tab") return;
    const part = document.activeElement;
    walk.order.push(targets.indexOf(part));
    if (part === document.body) return;
    const boxes = [...part.getClientRects()].filter((box) => box.width > 1);
    const isTall = part.getBoundingClientRect().height > innerHeight;
    if (!boxes.length || !boxes.every((box) => inView(box, isTall))) walk.unseen.push(nameOf(part));
    else if (boxes.some((box) => isCovered(part, box))) walk.covered.push(nameOf(part));
  }, true);
  return walk.count;
}
