// Leaving a form with unsaved changes asks first.
const form = document.querySelector("#content-main > form");
const words = () => JSON.stringify([...new FormData(form)].map(([name, value]) => [name, String(value)]));

if (form) {
  // After a refused save nothing of the form is stored, whatever it held when the page came.
  let before = document.querySelector(".errornote") ? "" : null;
  let saving = false;

  // At the first touch: the rich-text editors have filled in what they make of an untouched text.
  const remember = () => { before ??= words(); };
  for (const touch of ["focusin", "pointerdown", "keydown"]) {
    document.addEventListener(touch, remember, { capture: true });
  }
  form.addEventListener("submit", ({ submitter }) => { saving = submitter?.formTarget !== "_blank"; });
  window.addEventListener("pageshow", () => { saving = false; });
  window.addEventListener("beforeunload", (event) => {
    if (!saving && before !== null && before !== words()) event.preventDefault();
  });
}
