// Where each visible text stands: its widest line, in CSS pixels of the page, without the line under a link.
(within) => {
  const found = [];
  const root = within ? document.querySelector(within) : document.body;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const clipped = (element, line) => {
    for (let part = element; part && part !== document.body; part = part.parentElement) {
      const style = getComputedStyle(part);
      if (style.overflowX === "visible" && style.overflowY === "visible") continue;
      if (part.tagName === "svg" || part.namespaceURI.endsWith("svg")) continue;
      const frame = part.getBoundingClientRect();
      if (line.left < frame.left - 1 || line.right > frame.right + 1) return true;
      if (line.top < frame.top - 1 || line.bottom > frame.bottom + 1) return true;
    }
    return line.left < 0 || line.right > document.documentElement.clientWidth + 1;
  };
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement;
    if (!node.data.trim() || !parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    if (parent.closest("script, style, .visually-hidden, [hidden]")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const lines = [...range.getClientRects()].filter((line) => line.width >= 6 && line.height >= 8);
    if (!lines.length) continue;
    const line = lines.reduce((widest, next) => (next.width > widest.width ? next : widest));
    if (clipped(parent, line) || line.bottom + scrollY < 0) continue;
    const style = getComputedStyle(parent);
    let size = parseFloat(style.fontSize);
    const drawing = parent.closest("svg");
    if (drawing && drawing.viewBox.baseVal.width) {
      size *= drawing.getBoundingClientRect().width / drawing.viewBox.baseVal.width;
    }
    // The glyphs' own square: what is drawn below the baseline is another thing.
    const middle = scrollY + line.top + line.height / 2;
    found.push({
      words: node.data.trim().slice(0, 24),
      place: parent.tagName.toLowerCase() + (parent.getAttribute("class") ? "." + parent.getAttribute("class").split(" ")[0] : ""),
      size,
      bold: Number(style.fontWeight) >= 700,
      box: { x: scrollX + line.left, y: middle - size * 0.42, width: line.width, height: size * 0.8 },
    });
  }
  return found;
}
