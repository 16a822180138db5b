// Comments beside the form: sent without leaving it, and about the words that were selected. Without this,
// they are on a page of their own.
const part = document.querySelector("[data-comments]");
const here = part?.querySelector("[data-comments-here]");
const status = part?.querySelector("[role=status]");
const count = part?.querySelector("[data-count]");

const fieldOf = (node) => {
  const element = node instanceof Element ? node : node?.parentElement;
  return element?.closest(".prose-editor")?.querySelector("textarea") ?? element;
};

// What a comment would be about: the words selected in the form, or the field that the cursor is in.
const meant = () => {
  const active = document.activeElement;
  if (active?.matches("input[type=text], textarea")) {
    return { id: active.id, words: active.value.slice(active.selectionStart, active.selectionEnd) };
  }
  const selection = getSelection();
  return { id: fieldOf(selection.anchorNode)?.id, words: String(selection) };
};

const follow = () => {
  const place = here.querySelector("#comment_place");
  if (!place || here.contains(document.activeElement)) return;
  const { id, words } = meant();
  const option = [...place.options].find((each) => id && each.dataset.field === id);
  if (!option) return;
  option.selected = true;
  here.querySelector("#comment_quote").value = words.trim().slice(0, 500);
};

const show = (html) => {
  here.innerHTML = html;
  count.textContent = here.querySelectorAll(":scope > .threads > li").length || "";
};

const send = async (form, submitter) => {
  const body = new URLSearchParams(new FormData(form, submitter));
  body.set("part", "yes");
  const response = await fetch(form.action, { method: "POST", body });
  if (response.redirected || ![200, 422].includes(response.status)) throw new Error(response.status);
  show(await response.text());
  status.textContent = response.ok ? part.dataset.sent : "";
  if (response.ok) part.querySelector("summary").focus();
  else here.querySelector(".errorlist")?.parentElement.querySelector("textarea")?.focus();
};

if (part) {
  here.hidden = false;
  document.addEventListener("selectionchange", follow);
  part.addEventListener("submit", (event) => {
    event.preventDefault();
    send(event.target, event.submitter).catch(() => { status.textContent = part.dataset.failed; });
  });
}
