// Saving and removing without leaving the page: the button changes its label and keeps the focus, and a
// status message says what was done. The form holds both labels, and the words of the message in data-
// attributes. After any error, the form is sent as if there were no script.

const show = (form, verb) => {
  const isSaved = verb === "added";
  form.action = isSaved ? form.dataset.remove : form.dataset.add;
  form.querySelector("button").classList.toggle("is-saved", isSaved);
  form.querySelector("[data-to-add]").hidden = isSaved;
  form.querySelector("[data-to-remove]").hidden = !isSaved;
};

const say = (form, verb) => {
  for (const status of document.querySelectorAll("[data-favorite-status]")) status.textContent = "";
  form.querySelector("[data-favorite-status]").textContent = form.dataset[verb];
};

const send = async (form) => {
  const answer = await fetch(form.action, {
    method: "POST",
    body: new FormData(form),
    headers: { Accept: "application/json" },
    redirect: "error",
  });
  if (!answer.ok) throw new Error(answer.status);
  const { verb } = await answer.json();
  return verb;
};

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-favorite]");
  if (!form) return;
  event.preventDefault();
  try {
    const verb = await send(form);
    // The same article or tip may have a button elsewhere on the page.
    const { kind, id } = form.elements;
    for (const twin of document.querySelectorAll("form[data-favorite]")) {
      if (twin.elements.kind.value === kind.value && twin.elements.id.value === id.value) show(twin, verb);
    }
    say(form, verb);
  } catch {
    form.submit();
  }
});
