// A button that copies the text of a field. Without JavaScript the field itself can be selected.
for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.querySelector("[data-copy-field]");
  const status = document.querySelector("[data-copy-status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      status.textContent = button.dataset.copied;
    } catch {
      status.textContent = button.dataset.notCopied;
    }
  });
}
