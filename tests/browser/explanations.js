// Opens and closes the explanation of each of these links, in each way; says what is wrong with any.
(numbers) => {
  const links = document.querySelectorAll("#main a[aria-expanded]");
  const panels = () => document.querySelectorAll(".explanation");

  function faultOfOpen(link) {
    if (panels().length !== 1) return `${panels().length} are open`;
    const panel = panels()[0], place = panel.getBoundingClientRect();
    const above = (link.getClientRects()[0] || link.getBoundingClientRect()).top;
    const onward = panel.querySelector(".explained__link");
    if (link.getAttribute("aria-expanded") !== "true") return "the link does not say that it is open";
    if (document.activeElement !== panel) return "the focus is elsewhere";
    if (!panel.getAttribute("aria-label").trim()) return "it has no name";
    if (place.bottom <= 0 || place.top >= innerHeight) return "it is out of view";
    if (place.left < 0 || place.right > innerWidth) return "it is wider than the screen";
    if (place.top < above) return "it stands above its link";
    if (onward.getAttribute("href") !== link.getAttribute("href")) return "it is about something else";
    if (panel.textContent.replace(onward.textContent, "").trim().length < 4) return "it says nothing";
    return "";
  }
  function faultOfClosed(link) {
    if (panels().length) return "it stays open";
    if (link.getAttribute("aria-expanded") !== "false") return "the link says that it is open";
    return document.activeElement === link ? "" : "the focus does not return";
  }
  const escape = (part) => part.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  const closings = {
    "Escape within": () => escape(panels()[0].querySelector("a")),
    "Escape on the link": (link) => { link.focus(); escape(link); },
    "its button": () => panels()[0].querySelector("button").click(),
    "the link again": (link) => link.click(),
  };

  const faults = [];
  numbers.forEach((number) => {
    const link = links[number];
    const note = (how, fault) => { if (fault) faults.push(`${link.textContent}: ${how}: ${fault}`); };
    ["mouseover", "mouseenter", "pointerover", "focusin"].forEach((type) => link.dispatchEvent(new Event(type, { bubbles: true })));
    note("hover", panels().length ? "it opens" : "");
    Object.entries(closings).forEach(([how, close]) => {
      link.click();
      note("click", faultOfOpen(link));
      if (panels().length) close(link);
      note(how, faultOfClosed(link));
    });
  });
  return faults;
}
