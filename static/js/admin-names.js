// Lists to search in (select2) stand in front of a select, whose label they don't take. They get it here,
// also those of rows that are added later.
const nameOf = (select) =>
  select.getAttribute("aria-label") ?? select.labels[0]?.textContent.trim().replace(/:$/, "");

const give = (select) => {
  const container = select.nextElementSibling;
  const box = container?.querySelector(".select2-selection");
  const name = nameOf(select);
  if (!box || !name) return;
  container.querySelector(".select2-search__field")?.setAttribute("aria-label", name);
  const chosen = box.querySelector(".select2-selection__rendered");
  if (select.multiple) {
    chosen.setAttribute("role", "presentation");
    return;
  }
  // The choice is read after the name.
  chosen.removeAttribute("role");
  chosen.removeAttribute("aria-readonly");
  box.removeAttribute("aria-labelledby");
  box.setAttribute("aria-label", [name, chosen.textContent.trim()].filter(Boolean).join(": "));
};

const giveAll = () => document.querySelectorAll("select.select2-hidden-accessible").forEach(give);

// select2 draws its boxes, and what is chosen in them, at moments of its own.
let waiting = 0;
new MutationObserver(() => {
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(giveAll);
}).observe(document.body, { childList: true, subtree: true });
giveAll();
