// The header's link opens the panel of search, whose script comes only then; without scripts it leads to the page
// of search. What was found is marked on the page that opened.
const MARKS = "search-marks"; // the key under which a result notes what to mark, for this visit only

function kept(name) {
  try {
    return sessionStorage.getItem(name);
  } catch (error) {
    return null;
  }
}

explainer.component("search", (link) => {
  const panel = document.getElementById("search-panel");
  const open = () => explainer.load("search-panel").then(() => explainer.openSearch());
  if (panel) link.setAttribute("aria-expanded", "false");
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open().catch((error) => {
      console.error(error);
      location.href = link.href;
    });
  });
  if (!panel) explainer.load("search-panel").catch((error) => explainer.fail("search-panel", error));
  if (kept(MARKS)) explainer.load("search-marks").catch((error) => console.error(error));
});
