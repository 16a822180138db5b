// A picture's focus, chosen by a click on the picture. The two number fields do the same without it.
const chooser = document.querySelector("[data-focus-chooser]");
const fields = ["x", "y"].map((axis) => document.getElementById(`id_focus_${axis}`));

// The mark is a drawing, because the page allows no style of its own: a white ring under a black one.
const mark = () => {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "focus-mark");
  svg.setAttribute("width", "100%");
  svg.setAttribute("height", "100%");
  svg.setAttribute("aria-hidden", "true");
  for (let i = 0; i < 2; i += 1) {
    const ring = document.createElementNS(svg.namespaceURI, "circle");
    ring.setAttribute("r", "14");
    svg.append(ring);
  }
  return svg;
};

if (chooser && fields.every(Boolean)) {
  const svg = mark();
  const show = () => {
    for (const ring of svg.children) {
      ring.setAttribute("cx", `${fields[0].value || 50}%`);
      ring.setAttribute("cy", `${fields[1].value || 50}%`);
    }
  };
  chooser.append(svg);
  chooser.addEventListener("click", (event) => {
    const box = chooser.getBoundingClientRect();
    const share = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
    for (const [i, field] of fields.entries()) {
      field.value = Math.min(100, Math.max(0, Math.round(share[i] * 100)));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
    show();
  });
  for (const field of fields) field.addEventListener("input", show);
  show();
}
