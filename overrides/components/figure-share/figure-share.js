// Copies a link or a code whole; both also stand on the page as text, to be copied by hand.
function copyBySelection(text) {
  var field = document.createElement("textarea");
  field.value = text;
  field.className = "visually-hidden";
  document.body.append(field);
  field.select();
  var isCopied = document.execCommand("copy");
  field.remove();
  return isCopied ? Promise.resolve() : Promise.reject();
}

function copy(text) {
  // Only secure pages have a clipboard.
  if (!navigator.clipboard) return copyBySelection(text);
  return navigator.clipboard.writeText(text).catch(function () { return copyBySelection(text); });
}

explainer.component("figure-share", (box) => {
  var status = box.querySelector('[role="status"]');
  box.addEventListener("click", function (event) {
    var button = event.target.closest("[data-copy]");
    if (!button) return;
    status.textContent = "";
    copy(button.dataset.copy).then(
      function () {
        button.focus();
        status.textContent = button.dataset.done;
      },
      function () {}
    );
  });
  box.hidden = false;
});
