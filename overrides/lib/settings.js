// What a reader has chosen, on <html data-…> before the first paint, and the one door to the browser's storage.
// Storage may be missing, blocked, full or foreign: then the page keeps the choices for itself.
const KEY = "reading-settings";
const STEPS_KEPT = 20;
// Anything else that is found in the storage counts as not chosen.
const CHOICES = {
  reading: ["elder"],
  textSize: ["2", "3", "4", "5", "6"],
  spacing: ["wide", "wider"],
  theme: ["light", "cream", "dark", "yellow"],
  pinyin: ["on"],
  caption: ["on"],
  captionPinyin: ["on"],
  ruler: ["on"],
  pointer: ["large"],
  plain: ["on"],
  speed: ["0.6", "0.8", "1.2"],
  voice: ["wuu"]
};
const root = document.documentElement;
let isKept = true; // whether the storage holds what was chosen last
let state = read();

function read() {
  let found = {};
  try {
    found = JSON.parse(localStorage.getItem(KEY)) || {};
  } catch (error) {}
  const steps = Array.isArray(found.steps) ? found.steps : [];
  return { now: known(found.now), steps: steps.slice(-STEPS_KEPT).map(known) };
}

function known(values) {
  const kept = {};
  for (const name in CHOICES) {
    if (values && CHOICES[name].includes(values[name])) kept[name] = values[name];
  }
  return kept;
}

function write() {
  try {
    localStorage.setItem(KEY, JSON.stringify(state));
    isKept = true;
  } catch (error) {
    isKept = false;
  }
}

function apply() {
  for (const name in CHOICES) {
    if (name in state.now) root.dataset[name] = state.now[name];
    else delete root.dataset[name];
  }
}

function change(now, steps) {
  state = { now: known(now), steps };
  write();
  apply();
  document.dispatchEvent(new CustomEvent("settings"));
}

const settings = {
  get: (name) => state.now[name],
  // One value, or none for the default.
  set: (name, value) => settings.setAll(Object.assign({}, state.now, { [name]: value })),
  setAll(values) {
    if (JSON.stringify(known(values)) === JSON.stringify(state.now)) return;
    change(values, state.steps.concat([state.now]).slice(-STEPS_KEPT));
  },
  // One value more of the same choice, as when an arrow key goes through its values: no step of its own.
  amend: (name, value) => change(Object.assign({}, state.now, { [name]: value }), state.steps),
  undo() {
    if (state.steps.length) change(state.steps[state.steps.length - 1], state.steps.slice(0, -1));
  },
  reset: () => settings.setAll({}),
  canUndo: () => state.steps.length > 0,
  isDefault: () => !Object.keys(state.now).length
};

// A page that comes back by the Back button, or stands open in another tab, follows what was chosen since.
function refresh() {
  if (!isKept) return;
  state = read();
  apply();
  document.dispatchEvent(new CustomEvent("settings"));
}
addEventListener("pageshow", (event) => { if (event.persisted) refresh(); });
addEventListener("storage", (event) => { if (event.key === KEY || event.key === null) refresh(); });

// The elder version's checkbox is heard here, so that it works and lasts where no other script comes.
function showElder() {
  const box = document.getElementById("elder-switch");
  if (box) box.checked = settings.get("reading") === "elder";
}
document.addEventListener("change", (event) => {
  if (event.target.id === "elder-switch") settings.set("reading", event.target.checked ? "elder" : undefined);
});
document.addEventListener("settings", showElder);
document.addEventListener("DOMContentLoaded", showElder);

// ?elder=1 leads straight into the elder version; the address is then the plain one again.
function enterByAddress() {
  const address = new URL(location.href);
  if (address.searchParams.get("elder") !== "1") return;
  settings.set("reading", "elder");
  address.searchParams.delete("elder");
  history.replaceState(history.state, "", address.href);
}

// Controls that need a script are shown at the first paint, so that nothing moves later;
// they go again where the scripts behind them do not come.
root.dataset.scripts = "on";
addEventListener("load", () => { if (!explainer.component) delete root.dataset.scripts; });

window.explainer = { settings };
apply();
try {
  enterByAddress();
} catch (error) {
  console.error(error);
}
