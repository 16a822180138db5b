// A button that opens the print dialog. Without JavaScript the browser's own menu does it.
for (const button of document.querySelectorAll("[data-print-page]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
