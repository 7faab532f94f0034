// What the face of a page is made of: its frame, its headings, its links, its languages, and what it must not have.
() => {
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const words = (part) => part.textContent.replace(/\s+/g, " ").trim();
  const nameOf = (part) => part.getAttribute("aria-label") || words(part);
  const isOwn = (part) => part.checkVisibility();
  const address = location.href.split("#")[0];

  // Texts that stand in another language than their element says.
  function strangers() {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement, text = walker.currentNode.data;
      if (parent.closest("script, style, code, .md-skip, rt")) continue;
      const lang = parent.closest("[lang]").lang;
      const stranger = lang === "en" ? /[\u3400-\u9fff]/ : /\d*[A-Za-z][A-Za-z’'-]+\s+(?:&\s+)?[A-Za-z][A-Za-z’'-]+/;
      const run = (lang === "en" || lang.startsWith("zh")) && text.match(stranger);
      if (run && !/^https?:/.test(text.trim())) found.push(`${lang}: ${text.trim().slice(0, 60)}`);
    }
    all("[aria-label], [alt], [title]").forEach((part) => {
      const lang = part.closest("[lang]").lang;
      const text = part.getAttribute("aria-label") || part.getAttribute("alt") || part.getAttribute("title") || "";
      if (lang === "en" && /[\u3400-\u9fff]/.test(text)) found.push(`${lang}: ${text}`);
      if (lang !== "en" && text && !/[\u3400-\u9fff]/.test(text)) found.push(`${lang}: ${text}`);
    });
    return found;
  }

  const main = document.getElementById("main");
  const help = document.getElementById("help-block");
  return {
    lang: document.documentElement.lang,
    strangers: strangers(),
    headings: all("h1, h2, h3, h4, h5, h6").filter((heading) => !heading.closest("[hidden]"))
      .map((heading) => [Number(heading.localName[1]), words(heading)]),
    skip: all(".skip-links a").map(words),
    header: all(".header__bar > *").map((part) => nameOf(part.querySelector("summary") || part)),
    menu: all(".menu a").map(words),
    menuLinks: all(".menu a").map((link) => link.href.split("#")[0]),
    breadcrumb: all(".breadcrumb li").map(words),
    breadcrumbIsFirst: !main.querySelector(".breadcrumb") || isOwn(main.querySelector(".breadcrumb"))
      && !!(main.querySelector(".breadcrumb").compareDocumentPosition(document.querySelector("h1")) & 4),
    current: all('[aria-current="page"]').map((part) => [part.closest(".menu, .breadcrumb, .header__brand")?.className || "elsewhere",
      part.localName === "a" ? part.href.split("#")[0] === address : true]),
    currentLinks: all(".menu a").filter((link) => link.href.split("#")[0] === address).map((link) => link.getAttribute("aria-current")),
    help: all("a", help).map((link) => [link.href.replace(/^https?:\/\/[^/]+/, ""), words(link)]),
    helpIsShown: all("a", help).every(isOwn),
    sections: all("section, nav, main, footer, header").filter((part) => !part.closest(".text, .contents-list") && !part.parentElement.closest("section, nav, footer, header"))
      .map((part) => part.className || part.localName),
    lastSection: all("section").filter((part) => !part.hidden).pop().id,
    frames: all("iframe, frame, object, embed, portal").length,
    media: all("audio, video, marquee, blink, [autoplay], animate, animateTransform, animateMotion, set").map((part) => part.localName),
    dialogs: all("dialog[open], :modal, :popover-open, [role=dialog], [role=alertdialog], [role=alert]").length,
    names: all("a, button, summary, label").map(nameOf),
    forms: all("form").map((form) => form.method),
    fields: all("input, textarea, select").map((field) => field.type),
    text: words(document.body),
    refresh: all('meta[http-equiv="refresh" i]').length,
    hiddenText: all('[aria-hidden="true"]').filter((part) => words(part) && !part.closest("[role=img], .caption-bar")) // told elsewhere: in the table, in the page
      .map((part) => words(part).slice(0, 40)),
    applications: all("[role=application]").length,
    filters: [document.documentElement, document.body].map((part) => getComputedStyle(part).filter),
    inlineSizes: all("[style]").filter((part) => /font(-size)?\s*:/.test(part.getAttribute("style"))).map((part) => part.outerHTML.slice(0, 80)),
    handlers: all("*").filter((part) => [...part.attributes].some(({ name }) => name.startsWith("on"))).length,
    positive: all("[tabindex]").filter((part) => part.tabIndex > 0).length,
    newWindows: all("a[target]").map((link) => link.outerHTML.slice(0, 80)),
  };
}
