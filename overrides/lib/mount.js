// Brings each element with data-module="name" to life by components/name/name.js, which is fetched when a page
// has such an element. One that fails is logged and named in data-failed on <html>, so that what it alone would make
// work can be hidden; the page stays whole, since all of it works without scripts.
const FILES = "COMPONENTS"; // scripts/face.py writes the address of each component's file here
const base = document.currentScript.src.replace(/[^/]*$/, "");
const loading = {};
const come = new Set();

function fetchScript(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.onload = resolve;
    script.onerror = () => reject(new Error(`not loaded: ${address}`));
    script.src = base + address;
    document.head.append(script);
  });
}

explainer.fail = (name, error) => {
  const { dataset } = document.documentElement;
  dataset.failed = `${dataset.failed || ""} ${name}`.trim();
  console.error(error);
};

// A component's file registers itself here.
explainer.component = (name, start) => {
  come.add(name);
  document.querySelectorAll(`[data-module~="${name}"]`).forEach((element) => {
    try {
      start(element);
    } catch (error) {
      explainer.fail(name, error);
    }
  });
};

// A component that no element on the page names, at the moment when somebody wants it.
explainer.load = (name) => {
  // What did not come can be asked for again.
  loading[name] = loading[name] || fetchScript(FILES[name]).catch((error) => {
    delete loading[name];
    throw error;
  });
  return loading[name];
};

// Where a component's file is, for a worker.
explainer.address = (name) => base + FILES[name];

const names = new Set();
document.querySelectorAll("[data-module]").forEach((element) => {
  element.dataset.module.split(" ").forEach((name) => { if (FILES[name]) names.add(name); });
});
names.forEach((name) => {
  explainer.load(name)
    .then(() => { if (!come.has(name)) throw new Error(`did not start: ${name}`); })
    .catch((error) => explainer.fail(name, error));
});
