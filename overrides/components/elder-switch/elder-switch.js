// What the elder version's checkbox did is said in the settings' status; lib/settings.js makes it work.
explainer.component("elder-switch", (box) => {
  const status = document.querySelector(".reading-settings__status");
  box.addEventListener("change", () => {
    if (status) status.textContent = box.checked ? status.dataset.elderOn : status.dataset.elderOff;
  });
});
