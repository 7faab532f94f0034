// The panel of settings: its controls say what is chosen, and choose.
const SIZES = 6;
const LEAST_FOR_ELDERS = 3; // the elder version is at least this large

explainer.component("reading-settings", (panel) => {
  const { settings } = explainer;
  const button = document.querySelector(".reading-settings-button");
  const status = document.querySelector(".reading-settings__status");
  const sizeNow = panel.querySelector("[data-now]");
  const undo = panel.querySelector("[data-undo]");
  const reset = panel.querySelector("[data-reset]");
  let said, lastGroup;

  const least = () => (settings.get("reading") === "elder" ? LEAST_FOR_ELDERS : 1);
  const size = () => Math.max(least(), Number(settings.get("textSize") || 1));

  function show() {
    sizeNow.textContent = sizeNow.dataset.now.replace("#1", size() - least() + 1).replace("#2", SIZES - least() + 1);
    panel.querySelectorAll("[data-size]").forEach((part) => {
      part.setAttribute("aria-disabled", part.dataset.size < 0 ? size() <= least() : size() >= SIZES);
    });
    panel.querySelectorAll("[data-toggle]").forEach((part) => {
      part.setAttribute("aria-pressed", settings.get(part.dataset.toggle) === part.dataset.value);
    });
    panel.querySelectorAll("input[type=radio]").forEach((part) => {
      part.checked = (settings.get(part.name.replace("setting-", "")) || "") === part.value;
    });
    undo.setAttribute("aria-disabled", !settings.canUndo());
    reset.setAttribute("aria-disabled", settings.isDefault());
  }

  // What the reader did is told once it is done; the same words again are told again.
  function tell(words) {
    said = !said;
    status.textContent = words + (said ? "" : "\u00a0");
  }

  function setOpen(isOpen) {
    panel.hidden = !isOpen;
    button.setAttribute("aria-expanded", isOpen);
    if (isOpen) panel.focus();
    else button.focus();
  }

  panel.addEventListener("click", (event) => {
    const part = event.target.closest("button");
    if (!part) return;
    lastGroup = undefined;
    if ("close" in part.dataset) return setOpen(false);
    if (part.getAttribute("aria-disabled") === "true") return;
    const { size: step, toggle, value } = part.dataset;
    if (step) {
      const next = size() + Number(step);
      settings.set("textSize", next > 1 ? String(next) : undefined);
      tell(sizeNow.textContent);
    } else if (toggle) {
      settings.set(toggle, settings.get(toggle) === value ? undefined : value);
      tell(status.dataset.changed);
    } else if (part === undo) {
      settings.undo();
      tell(status.dataset.undone);
    } else if (part === reset) {
      settings.reset();
      tell(status.dataset.restored);
    }
  });
  panel.addEventListener("change", (event) => {
    const group = event.target.name;
    settings[group === lastGroup ? "amend" : "set"](group.replace("setting-", ""), event.target.value || undefined);
    lastGroup = group;
    tell(status.dataset.changed);
  });
  panel.addEventListener("keydown", (event) => { if (event.key === "Escape") setOpen(false); });
  button.addEventListener("click", () => setOpen(panel.hidden));
  document.getElementById("elder-switch").addEventListener("change", (event) => {
    tell(event.target.checked ? status.dataset.elderOn : status.dataset.elderOff);
  });
  document.addEventListener("settings", show);
  show();
});
