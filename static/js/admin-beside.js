// What stands beside a form is made anew by the server from the form as it is typed: when nobody has typed
// for a moment, one request at a time. Without this, it says what was saved.
const EVERY = 800;
const panel = document.querySelector("[data-beside]");
const form = document.querySelector("#content-main > form");
const status = panel?.querySelector("[role=status]");

const typed = () => {
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
  return new URLSearchParams(data);
};

const ask = async (address, words) => {
  const response = await fetch(address, { method: "POST", body: new URLSearchParams(words) });
  if (!response.ok || response.redirected) throw new Error(response.status);
  return response.text();
};

// Somebody who is in the panel at the moment goes on there.
const replaceChecks = (html) => {
  const here = panel.querySelector("[data-checks-here]");
  const made = new DOMParser().parseFromString(html, "text/html").body;
  for (const part of made.querySelectorAll("details[id]")) {
    const before = document.getElementById(part.id);
    if (before) part.open = before.open;
  }
  if (here.contains(document.activeElement)) return false;
  here.replaceChildren(...made.childNodes);
  return true;
};

let seen = null;
let shown = null;
let busy = false;

const refresh = async () => {
  if (seen === null || busy || document.hidden) return;
  const words = String(typed());
  const isTyping = words !== seen;
  seen = words;
  if (isTyping || words === shown) return;
  busy = true;
  try {
    if (replaceChecks(await ask(panel.dataset.checks, words))) shown = words;
    status.textContent = "";
  } catch {
    status.textContent = panel.dataset.stale;
    shown = words;
  }
  busy = false;
};

if (panel?.dataset.checks && form) {
  // At the first touch: the rich-text editors have filled in what they make of an untouched text.
  const remember = () => { seen ??= shown = String(typed()); };
  for (const touch of ["focusin", "pointerdown", "keydown"]) {
    document.addEventListener(touch, remember, { capture: true });
  }
  setInterval(refresh, EVERY);
}
