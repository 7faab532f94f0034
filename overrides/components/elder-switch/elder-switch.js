// The elder version's checkbox tells and follows the settings; what it did is said in the settings' status.
explainer.component("elder-switch", (box) => {
  const { settings } = explainer;
  const status = document.querySelector(".reading-settings__status");
  const follow = () => { box.checked = settings.get("reading") === "elder"; };
  box.addEventListener("change", () => {
    settings.set("reading", box.checked ? "elder" : undefined);
    if (status) status.textContent = box.checked ? status.dataset.elderOn : status.dataset.elderOff;
  });
  document.addEventListener("settings", follow);
  follow();
});
