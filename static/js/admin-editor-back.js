// Back to a form whose save failed: the browser puts what was typed back into the hidden fields of the
// rich-text editors, but only after the editors have read the old text there. What was typed wins.
const editors = new Map();

const show = (field, editor) => {
  const shown = editor.getHTML();
  if (field.value === shown || (!field.value && editor.isEmpty)) return;
  editor.chain().setMeta("addToHistory", false).setContent(field.value, { emitUpdate: false }).run();
};
const showAll = () => editors.forEach((editor, field) => show(field, editor));

document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
  editors.set(textarea, editor);
  show(textarea, editor);
});
document.addEventListener("change", ({ target }) => {
  if (editors.has(target)) show(target, editors.get(target));
});
for (const moment of ["DOMContentLoaded", "load", "pageshow"]) {
  window.addEventListener(moment, showAll);
}

// When the connection is lost, the browser puts its own page in the place of a form that was sent to its
// own address, and there is no way back. Sent to a place on the page, the form stays behind it.
const MARK = "#saving-";
const form = document.querySelector("#content-main > form");
form?.addEventListener("submit", ({ submitter }) => {
  if (submitter?.formTarget === "_blank") return;
  const action = form.getAttribute("action") ?? "";
  form.setAttribute("action", `${action}${MARK}${Date.now()}`);
  // The browser knows a form again by its address.
  setTimeout(() => (action ? form.setAttribute("action", action) : form.removeAttribute("action")));
});
window.addEventListener("pageshow", () => {
  const { hash, pathname, search } = location;
  if (hash.startsWith(MARK)) history.replaceState(history.state, "", pathname + search);
});
