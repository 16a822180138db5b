// A hand that shakes presses twice. The second click of a double click sends no form again.
document.addEventListener("click", (event) => {
  if (event.detail > 1 && event.target.closest("form button")) event.preventDefault();
}, true);
