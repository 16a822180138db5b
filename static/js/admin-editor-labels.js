// The rich-text editor's box has no name of its own: give it the one of its field's label.
const name = (field) => {
  const label = document.querySelector(`label[for="${field.id}"]`);
  const box = field.closest(".prose-editor")?.querySelector('.ProseMirror[contenteditable="true"]');
  if (!label || !box || box.hasAttribute("aria-labelledby")) return;
  label.id ||= `${field.id}-label`;
  box.setAttribute("aria-labelledby", label.id);
};

const nameAll = () => document.querySelectorAll(".prose-editor textarea").forEach(name);

new MutationObserver(nameAll).observe(document.documentElement, { childList: true, subtree: true });
nameAll();
