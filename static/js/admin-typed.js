// What the server makes of a form while somebody types: asked for when nobody has typed for a moment, one
// request at a time. The form works without it.
const EVERY = 800;
const form = document.querySelector("#content-main > form");

const typed = () => {
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
  return String(new URLSearchParams(data));
};

const asked = async (address, words) => {
  const response = await fetch(address, { method: "POST", body: new URLSearchParams(words) });
  if (!response.ok || response.redirected) throw new Error(response.status);
  return response.text();
};

// Calls show(html) with what `address` says of the form, whenever that may have changed and isWanted(). What
// `show` refuses by false is asked for again; `failed` is told when there is no answer.
export const followed = (address, { show, failed, isWanted = () => true, first = "" }) => {
  let seen = null;
  let shown = null;
  let busy = false;
  const refresh = async () => {
    if (seen === null || busy || document.hidden || !isWanted()) return;
    const words = typed();
    const isTyping = words !== seen;
    seen = words;
    if (isTyping || words === shown) return;
    busy = true;
    try {
      if (show(await asked(address, words)) !== false) shown = words;
    } catch {
      shown = words;
      failed();
    }
    busy = false;
  };
  // At the first touch: the rich-text editors have filled in what they make of an untouched text.
  const remember = () => {
    if (seen !== null) return;
    seen = typed();
    shown = first === "saved" ? seen : null;
  };
  for (const touch of ["focusin", "pointerdown", "keydown"]) {
    document.addEventListener(touch, remember, { capture: true });
  }
  setInterval(refresh, EVERY);
};
