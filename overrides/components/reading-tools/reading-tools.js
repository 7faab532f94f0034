// Fetches the large captions and the reading ruler when a reader switches them on, and keeps what has the
// focus clear of the bars at the bottom of the screen.
const TOOLS = { caption: "caption-bar", ruler: "ruler" };

explainer.component("reading-tools", () => {
  function fetchWanted() {
    for (const name in TOOLS) {
      if (explainer.settings.get(name)) explainer.load(TOOLS[name]).catch((error) => giveUp(name, error));
    }
  }

  // A button that stays pressed would promise what has not come.
  function giveUp(name, error) {
    console.error(error);
    explainer.settings.set(name);
  }

  function clearFocus({ target }) {
    if (target.closest(".caption-bar, .read-aloud__strip")) return;
    requestAnimationFrame(() => {
      const { top, bottom } = target.getBoundingClientRect();
      const hidden = bottom - innerHeight + parseFloat(getComputedStyle(document.documentElement).scrollPaddingBottom);
      if (hidden > 0 && top > hidden) scrollBy(0, hidden);
    });
  }

  document.addEventListener("settings", fetchWanted);
  document.addEventListener("focusin", clearFocus);
  fetchWanted();
});
