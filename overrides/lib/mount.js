// Brings each element with data-module="name" to life by components/name/name.js, which is fetched when a page
// has such an element. One that fails is logged; the page stays whole, since all of it works without scripts.
const FILES = "COMPONENTS"; // scripts/face.py writes the address of each component's file here
const base = document.currentScript.src.replace(/[^/]*$/, "");
const loading = {};

function fetchScript(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.onload = resolve;
    script.onerror = () => reject(new Error(`not loaded: ${address}`));
    script.src = base + address;
    document.head.append(script);
  });
}

// A component's file registers itself here.
explainer.component = (name, start) => {
  document.querySelectorAll(`[data-module~="${name}"]`).forEach((element) => {
    try {
      start(element);
    } catch (error) {
      console.error(error);
    }
  });
};

// A component that no element on the page names, at the moment when somebody wants it.
explainer.load = (name) => (loading[name] = loading[name] || fetchScript(FILES[name]));

// Where a component's file is, for a worker.
explainer.address = (name) => base + FILES[name];

const names = new Set();
document.querySelectorAll("[data-module]").forEach((element) => {
  element.dataset.module.split(" ").forEach((name) => { if (FILES[name]) names.add(name); });
});
names.forEach((name) => explainer.load(name).catch((error) => console.error(error)));
