// Measures the page that is open. Each function returns a list of what is wrong, in words; faults.py
// runs them.
const name = (element) => element.outerHTML.slice(0, 160);
const all = (selector) => [...document.querySelectorAll(selector)];

// Whatever can be pressed or typed into, and is not in the middle of a sentence.
const inSentence = (element) =>
  getComputedStyle(element).display === "inline" &&
  element.parentElement.innerText.trim().length > element.innerText.trim().length;
const targets = () =>
  all('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]').filter(
    (element) =>
      element.checkVisibility() && !element.matches(".skip-link") && !inSentence(element),
  );

// 48 pixels for what is used most or is hard to undo: saving, search, signing in, paging, forms.
const OFTEN = `.button--favorite, [role=search] :is(input, select, button), .pagination a, .site-nav a,
  .nav-button, form button, form .button,
  form :is(input:not([type=checkbox], [type=radio]), select, textarea)`;

const smallTargets = () =>
  targets()
    .filter((element) => {
      const box = element.getBoundingClientRect();
      const least = (element.matches(OFTEN) ? 48 : 44) - 0.01;
      return box.width < least || box.height < least;
    })
    .map(name);

const crowdedTargets = () => {
  const boxes = targets().map((element) => [element, element.getBoundingClientRect()]);
  return boxes.flatMap(([one, a], index) =>
    boxes.slice(index + 1).flatMap(([other, b]) => {
      const gap = Math.max(a.left - b.right, b.left - a.right, a.top - b.bottom, b.top - a.bottom);
      return gap < 7.99 ? [`${gap.toFixed(1)}px: ${name(one)} | ${name(other)}`] : [];
    }),
  );
};

const overflow = () => {
  const { scrollWidth, clientWidth } = document.documentElement;
  return scrollWidth > clientWidth ? ["scrolls sideways"] : [];
};

// What sticks, moves, pops up, or takes the focus or another window by itself.
const restless = () => [
  ...all("*")
    .filter((element) => ["fixed", "sticky"].includes(getComputedStyle(element).position))
    .map(name),
  ...all(
    "[target], [autofocus], [accesskey], meta[http-equiv=refresh], dialog, marquee, video, audio",
  ).map(name),
  ...document.getAnimations().map(String),
];

// What sticks out of the window or is cut off by it under a reader's own stylesheet.
const cutOff = (rules) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets = [sheet];
  const seen = all("body *").filter(
    (element) =>
      !element.closest(".visually-hidden, .skip-link, .motif, img, svg, input, textarea"),
  );
  const cut = seen.filter(
    (element) =>
      getComputedStyle(element).overflowY !== "visible" &&
      (element.scrollHeight > element.clientHeight + 1 ||
        element.scrollWidth > element.clientWidth + 1),
  );
  const { clientWidth } = document.documentElement;
  const out = overflow().length
    ? seen.filter((element) => element.getBoundingClientRect().right > clientWidth)
    : [];
  document.adoptedStyleSheets = [];
  return [...new Set([...cut, ...out])].map(name);
};

// What widens the page when every word is as long as the longest in an English dictionary.
const LONGEST = "Pneumonoultramicroscopicsilicovolcanoconiosis";
const longWords = (rules) => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const before = new Map();
  while (walker.nextNode()) {
    if (walker.currentNode.data.trim()) before.set(walker.currentNode, walker.currentNode.data);
  }
  for (const [node, text] of before) node.data = text.replace(/\S+/, LONGEST);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets = [sheet];
  const { clientWidth } = document.documentElement;
  const out = overflow().length
    ? all("body *").filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
    : [];
  document.adoptedStyleSheets = [];
  for (const [node, text] of before) node.data = text;
  return out.map(name);
};

const oneOfEach = () => {
  const ofPage = (element) => !element.closest("main, article, section, aside, nav");
  const counts = {
    banner: all("header, [role=banner]").filter(ofPage),
    main: all("main, [role=main]"),
    contentinfo: all("footer, [role=contentinfo]").filter(ofPage),
    h1: all("h1"),
  };
  // Home has nothing above it.
  if (!document.querySelector("header .site-name[aria-current]"))
    counts.breadcrumb = all("nav[aria-label=Breadcrumb]");
  return Object.entries(counts)
    .filter(([, found]) => found.length !== 1)
    .map(([what, found]) => `${found.length} times ${what}`);
};

const unnamedLandmarks = () => {
  const nameOf = (element) =>
    element.ariaLabel ||
    document.getElementById(element.getAttribute("aria-labelledby"))?.innerText ||
    "";
  const names = all("nav").map(nameOf);
  return names.includes("") || new Set(names).size !== names.length
    ? [`navigation is called ${JSON.stringify(names)}`]
    : [];
};

// The summary of errors stands above the h1, with an h2.
const skippedHeadings = () => {
  const levels = [1, ...all("h1, h2, h3, h4, h5, h6").map(({ tagName }) => Number(tagName[1]))];
  return levels.some((level, index) => level > (levels[index - 1] ?? 1) + 1)
    ? [`headings skip a level: ${levels.slice(1)}`]
    : [];
};

const structure = () => {
  const first = document.querySelector("a[href], button, input, select, textarea, [tabindex]");
  const skips = first?.matches('body > a.skip-link[href="#main"]');
  return [
    ...oneOfEach(),
    ...unnamedLandmarks(),
    ...skippedHeadings(),
    ...(skips ? [] : ["no skip link at the start"]),
    ...all("#message, p.notice, .result-count")
      .filter((element) => element.role !== "status")
      .map((element) => `no status: ${name(element)}`),
  ];
};
