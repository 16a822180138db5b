// A button that opens the print dialog, at once where the press before asked for paper. Without JavaScript
// the browser's own menu does it.
for (const button of document.querySelectorAll("[data-print-page]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
  // What is printed needs its font. Coming back to the page does not print it again.
  const isNew = performance.getEntriesByType("navigation")[0]?.type === "navigate";
  if (isNew && "printNow" in button.dataset) document.fonts.ready.then(() => window.print());
}
