// Puts the cursor into a field: the first one of a new form, and the one that an address or an error
// names; and selects the words in it that a link is about. A rich text and a list to search in have a box of
// their own in front of the field. A list of rows that is empty gets its first row.
const OWN_BOXES = '.ProseMirror[contenteditable="true"], .select2-selection';
const FIELDS = "input:not([type=hidden]), select, textarea";
const PATIENCE = 5000;

const boxOf = (field) => {
  if (field.matches(".select2-hidden-accessible")) {
    return field.parentElement.querySelector(".select2-selection");
  }
  return field.closest(".prose-editor")?.querySelector(OWN_BOXES) ?? field;
};

const isShown = (field) => field.offsetParent && !field.disabled;

const firstFieldIn = (group) => [...group.querySelectorAll(`tr ${FIELDS}, fieldset ${FIELDS}`)].find(
  (field) => isShown(field) && !field.closest(".empty-form, .field-position, .delete"),
);

const fieldOf = (id) => {
  const found = id ? document.getElementById(id) : null;
  if (!found?.matches(".inline-group")) return found;
  if (!firstFieldIn(found)) found.querySelector(".add-row a, .add-row button")?.click();
  return firstFieldIn(found);
};

// The words of a box as letters and digits, with a space before and after each word, and where each stands.
const foldedLetters = (pieces) => {
  const letters = [{ letter: " " }];
  const add = (letter, node, offset) => {
    if (letter !== " " || letters.at(-1).letter !== " ") letters.push({ letter, node, offset });
  };
  for (const node of pieces) {
    let offset = 0;
    for (const sign of node.data) {
      const folded = sign.normalize("NFD").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
      for (const letter of folded || (/\p{M}/u.test(sign) ? "" : " ")) add(letter, node, offset);
      offset += sign.length;
    }
    if (node.endsBlock) add(" ", node, offset);
  }
  add(" ");
  return letters;
};

const joined = (letters) => letters.map(({ letter }) => letter).join("");

const textsIn = (box) => {
  const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let last = null; walker.nextNode(); ) {
    const block = walker.currentNode.parentElement.closest("p, li, h2, h3, td, th, blockquote");
    if (last && block !== last) found.at(-1).endsBlock = true;
    found.push({ data: walker.currentNode.data, text: walker.currentNode });
    last = block;
  }
  return found;
};

// Where `passage` is in `pieces`, or else its beginning: an address in it, for one, is not read.
const placeOf = (pieces, passage) => {
  const letters = foldedLetters(pieces);
  const words = joined(foldedLetters([{ data: passage }])).trim().split(" ");
  for (const count of [words.length, 6, 3]) {
    const wanted = words.slice(0, count).join(" ");
    const at = wanted ? joined(letters).indexOf(` ${wanted} `) : -1;
    if (at >= 0) return [letters[at + 1], letters[at + wanted.length]];
  }
  return null;
};

const selectIn = (box, passage) => {
  if (box.matches("input, textarea")) {
    const found = placeOf([{ data: box.value }], passage);
    if (found) box.setSelectionRange(found[0].offset, found[1].offset + 1);
    return;
  }
  const found = placeOf(textsIn(box), passage);
  if (!found) return;
  const [first, last] = found;
  getSelection().setBaseAndExtent(first.node.text, first.offset, last.node.text, last.offset + 1);
  first.node.text.parentElement.scrollIntoView({ block: "center" });
};

const jumpTo = (id, passage = "") => {
  const field = fieldOf(id);
  if (!field?.matches("input, select, textarea")) return;
  field.closest("details:not([open])")?.setAttribute("open", "");
  const box = boxOf(field);
  box.focus();
  box.scrollIntoView({ block: "center" });
  if (passage) selectIn(box, passage);
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
    (field) => field.type !== "hidden" && isShown(field),
  );

addEventListener("hashchange", () => jumpTo(location.hash.slice(1)));
document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#id_"], a[href$="-group"]');
  if (!link || link.getAttribute("href") !== link.hash || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  jumpTo(link.hash.slice(1), link.dataset.passage);
});

if (location.hash) jumpWhenReady(location.hash.slice(1));
else if (document.querySelector("[data-adding]") && !document.querySelector(".error-summary")) {
  firstField()?.focus();
}
