// Puts the cursor into a field: the first one of a new form, and the one that an address or an error
// names. A rich text and a list to search in have a box of their own in front of the field.
const OWN_BOXES = '.ProseMirror[contenteditable="true"], .select2-selection';
const PATIENCE = 5000;

const boxOf = (field) => {
  if (field.matches(".select2-hidden-accessible")) {
    return field.parentElement.querySelector(".select2-selection");
  }
  return field.closest(".prose-editor")?.querySelector(OWN_BOXES) ?? field;
};

const fieldOf = (id) => (id ? document.getElementById(id) : null);

const jumpTo = (id) => {
  const field = fieldOf(id);
  if (!field?.matches("input, select, textarea")) return;
  const box = boxOf(field);
  box.focus();
  box.scrollIntoView({ block: "center" });
};

// The boxes are made by other scripts, and the browser goes to the hidden field behind them once the
// page has loaded, so this looks again until the cursor stays, or somebody has put it elsewhere.
const jumpWhenReady = (id) => {
  const until = Date.now() + PATIENCE;
  const attempt = (stayed) => {
    const isFree = [document.body, fieldOf(id)].includes(document.activeElement);
    if (isFree) jumpTo(id);
    if (Date.now() < until && (isFree || stayed < 3)) setTimeout(attempt, 100, isFree ? 0 : stayed + 1);
  };
  attempt(0);
};

const firstField = () =>
  [...document.querySelectorAll("form fieldset :is(input, select, textarea)")].find(
    (field) => field.type !== "hidden" && !field.disabled && field.offsetParent,
  );

addEventListener("hashchange", () => jumpTo(location.hash.slice(1)));
document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#id_"]');
  if (link && link.hash === location.hash) jumpTo(link.hash.slice(1));
});

if (location.hash) jumpWhenReady(location.hash.slice(1));
else if (document.querySelector("[data-adding]") && !document.querySelector(".error-summary")) {
  firstField()?.focus();
}
