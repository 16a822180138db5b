// What is typed into a form is stored while it is typed. The form works without it: each attempt to save
// stores it too.
const EVERY = 4000;
const status = document.querySelector("[data-autosave]");
const form = status?.closest("form");
const version = form?.elements.autosave_version;

const typed = () => {
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
  data.delete("autosave_version");
  return new URLSearchParams(data);
};

let stored = null;
let busy = false;
let refused = false;

const say = (words) => {
  if (status.textContent !== words) status.textContent = words;
};

const send = async (words) => {
  const body = new URLSearchParams(words);
  body.set("autosave_path", location.pathname);
  body.set("autosave_version", version.value);
  const response = await fetch(status.dataset.autosave, { method: "POST", body });
  if (response.redirected) return say(status.dataset.signedOut);
  const answer = await response.json();
  refused = response.status === 409;
  if (response.ok) {
    version.value = answer.version;
    stored = words;
  }
  say(answer.said);
};

const keep = async () => {
  if (stored === null || busy || refused) return;
  const words = String(typed());
  if (words === stored) return;
  busy = true;
  try {
    await send(words);
  } catch {
    say(status.dataset.failed);
  }
  busy = false;
};

if (form) {
  // At the first touch: the rich-text editors have filled in what they make of an untouched text.
  const remember = () => { stored ??= String(typed()); };
  for (const touch of ["focusin", "pointerdown", "keydown"]) {
    document.addEventListener(touch, remember, { capture: true });
  }
  setInterval(keep, EVERY);
  document.addEventListener("visibilitychange", keep);
  form.addEventListener("submit", ({ submitter }) => { busy = submitter?.formTarget !== "_blank"; });
  window.addEventListener("pageshow", () => { busy = false; });
}
