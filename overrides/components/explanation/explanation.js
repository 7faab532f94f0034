// A number, a claim or a term is explained in place, below the block that holds it, with the words that stand in
// the list at the page's end. Without this script the link leads to the ledger or the glossary.
const BLOCKS = "p, li, td, th, dd, dt, h2, h3, h4, .figure__summary";

explainer.component("explanation", (list) => {
  const entries = {};
  list.querySelectorAll(".explained__link[data-more]").forEach((link) => {
    entries[link.getAttribute("href")] = link.parentNode;
  });
  let panel, origin;

  function close() {
    if (!panel) return;
    panel.remove();
    origin.setAttribute("aria-expanded", "false");
    panel = null;
  }

  function build(entry) {
    const made = document.createElement("div");
    made.className = "explanation";
    made.tabIndex = -1;
    made.setAttribute("role", "group");
    const copy = entry.cloneNode(true);
    const onward = copy.querySelector(".explained__link");
    const name = document.createElement("p");
    name.className = "explanation__name";
    name.append(...onward.childNodes);
    made.setAttribute("aria-label", name.textContent);
    onward.textContent = onward.dataset.more;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet-button explanation__close";
    button.textContent = "✕";
    button.setAttribute("aria-label", list.dataset.close);
    made.append(name, ...Array.from(copy.children).filter((part) => part !== onward), onward, button);
    return made;
  }

  function open(link) {
    close();
    origin = link;
    panel = build(entries[link.getAttribute("href")]);
    const block = link.closest(BLOCKS);
    if (block.matches("li, td, th, dd")) block.append(panel);
    else block.after(panel);
    link.setAttribute("aria-expanded", "true");
    panel.focus({ preventScroll: true });
    panel.scrollIntoView({ block: "nearest" });
  }

  function leave() {
    const link = origin;
    close();
    link.focus();
  }

  const main = document.getElementById("main");
  main.querySelectorAll("a.fact, a.term").forEach((link) => {
    if (entries[link.getAttribute("href")]) link.setAttribute("aria-expanded", "false");
  });
  main.addEventListener("click", (event) => {
    if (event.target.closest(".explanation__close")) return leave();
    const link = event.target.closest("a[aria-expanded]");
    // With a key held the reader asks for a new tab or window, as with any link.
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (panel && origin === link) leave();
    else open(link);
  });
  // On paper the list stands open, also where the style sheet cannot open it.
  let wasOpen;
  addEventListener("beforeprint", () => {
    wasOpen = list.open;
    list.open = true;
  });
  addEventListener("afterprint", () => { list.open = wasOpen; });

  main.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel && (panel.contains(event.target) || event.target === origin)) leave();
  });
});
