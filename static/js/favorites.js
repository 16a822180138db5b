// Saving and removing without leaving the page: the button changes its label and keeps the focus, and the
// message that the server sends stands beside it. After any error, the form is sent as if there were no script.

const placeOf = (form) => form.closest(".favorite");
const buttons = () => document.querySelectorAll("form[data-favorite]");
const isSame = (one, other) =>
  one.elements.kind.value === other.elements.kind.value && one.elements.id.value === other.elements.id.value;

const show = (form, verb) => {
  const isSaved = verb === "added";
  form.action = isSaved ? form.dataset.remove : form.dataset.add;
  form.querySelector("button").classList.toggle("is-saved", isSaved);
  form.querySelector("[data-to-add]").hidden = isSaved;
  form.querySelector("[data-to-remove]").hidden = !isSaved;
};

const say = (place, message) => {
  for (const status of document.querySelectorAll("[data-favorite-status]")) {
    status.replaceChildren();
    status.classList.remove("notice");
  }
  const status = place.querySelector("[data-favorite-status]");
  status.innerHTML = message;
  status.classList.add("notice");
};

const send = async (form) => {
  const answer = await fetch(form.action, {
    method: "POST",
    body: new FormData(form),
    headers: { Accept: "application/json" },
    redirect: "error",
  });
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
};

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-favorite], form[data-favorite-undo]");
  const place = form && placeOf(form);
  if (!place) return;
  event.preventDefault();
  try {
    const { verb, count, message } = await send(form);
    // The same article or tip may have a button elsewhere on the page.
    for (const twin of buttons()) if (isSame(twin, form)) show(twin, verb);
    // "Undo" goes away with its message.
    if ("favoriteUndo" in form.dataset) place.querySelector("form[data-favorite] button").focus();
    say(place, message);
    for (const place of document.querySelectorAll("[data-favorites-count]")) place.textContent = `\u00a0(${count})`;
  } catch {
    form.submit();
  }
});
