// Where the list stands open beside the text (contents-list.css), it says so.
explainer.component("contents-list", (list) => {
  const beside = () => getComputedStyle(list).getPropertyValue("--stands-open").trim() === "yes";
  const follow = () => { if (beside() && !list.open) list.open = true; };
  list.addEventListener("toggle", follow);
  addEventListener("resize", follow);
  follow();
});
