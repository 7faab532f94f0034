// What can be seen: texts, icons and edges of controls whose contrast with their ground is below the limits.
(limits) => {
  const parse = (colour) => {
    const [red, green, blue, alpha = 1] = (colour.match(/[\d.]+/g) || [0, 0, 0, 0]).map(Number);
    return { rgb: [red, green, blue], alpha };
  };
  const luminance = ({ rgb }) => {
    const [red, green, blue] = rgb.map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one, other) => {
    const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };
  const groundOf = (part) => {
    for (let at = part; at; at = at.parentElement) {
      const ground = parse(getComputedStyle(at).backgroundColor);
      if (ground.alpha > 0) return ground;
    }
    return parse("rgb(255, 255, 255)");
  };
  const isIdle = (part) => part.closest('[aria-disabled="true"], :disabled, .md-skip, .visually-hidden, [aria-hidden="true"]');
  const faults = [];
  const texts = [];
  const judge = (kind, part, colour, ground, least) => {
    // In forced colours browsers lay a plate of the page's colour behind words: they must stand out from both.
    const plate = kind === "text" && matchMedia("(forced-colors: active)").matches ? parse(getComputedStyle(document.body).backgroundColor) : ground;
    const found = Math.min(contrast(parse(colour), ground), contrast(parse(colour), plate));
    if (found < least) faults.push(`${kind} ${part.localName}.${part.className.baseVal ?? part.className} ${colour} ${found.toFixed(2)}`);
  };

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const part = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !part.checkVisibility() || isIdle(part) || part.closest("script, style")) continue;
    const style = getComputedStyle(part), isDrawn = !!part.closest("svg");
    const colour = isDrawn ? style.fill : style.color;
    judge("text", part, colour, groundOf(part), limits.text);
    texts.push([isDrawn ? "drawn" : "text", colour, parseFloat(style.fontSize), walker.currentNode.data.trim().slice(0, 30)]);
  }
  document.querySelectorAll(".icon svg, .header__mark, .chapter-list__icon svg").forEach((icon) => {
    if (icon.checkVisibility()) judge("icon", icon, getComputedStyle(icon).fill, groundOf(icon.parentElement), limits.icon);
  });
  document.querySelectorAll("button, summary.header__button, a.header__button, .elder-switch, .reading-settings__choice, .button").forEach((control) => {
    const style = getComputedStyle(control);
    if (!control.checkVisibility() || isIdle(control)) return;
    if (style.borderTopStyle === "none" || parseFloat(style.borderTopWidth) < 1) faults.push(`no edge: ${control.className}`);
    const outside = groundOf(control.parentElement), inside = parse(style.backgroundColor);
    // An edge, or a control that is filled, must stand out from what is around it.
    const seen = Math.max(contrast(parse(style.borderTopColor), outside), inside.alpha ? contrast(inside, outside) : 1);
    if (seen < limits.icon) faults.push(`edge ${control.className} ${style.borderTopColor}`);
  });
  return { faults, texts };
}
