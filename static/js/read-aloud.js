// Reads the article aloud, only with voices on this device: other voices send the text to their maker,
// and what people read here is private. Without such a voice, the controls stay hidden. The words come
// from the data attributes of the controls, which the template translated.
const controls = document.querySelector("[data-read-aloud]");
const speech = window.speechSynthesis;
const SPEEDS = [0.6, 0.8, 1, 1.25, 1.5];
const SPOKEN = "h1, h2, h3, p, li";
const SILENT = "[data-read-aloud], nav, form, .article-actions, .tip-actions, .related, .terms, .tick, [data-feedback], .visually-hidden, .written-by, .reviewed, .sources, [hidden]";

const language = document.documentElement.lang;
const spokenBy = (one) => one.lang.replaceAll("_", "-").toLowerCase();
const isLocal = (one) => one.localService && `${spokenBy(one)}-`.startsWith(`${language.toLowerCase()}-`);
// The default voice of the device comes first, then voices of the browser's preferred languages.
const wanted = [language, ...navigator.languages].map((tag) => tag.toLowerCase());
const rank = (one) => [one.default ? 0 : 1, (wanted.indexOf(spokenBy(one)) + 1) || wanted.length + 1];
const voice = () =>
  speech.getVoices().filter(isLocal).sort((one, other) => {
    const [[a, b], [c, d]] = [rank(one), rank(other)];
    return a - c || b - d;
  })[0];

// Sentence by sentence: some browsers fall silent in the middle of a long text.
const sentencesOf = (text) => {
  if (!window.Intl?.Segmenter) return text.match(/[^.!?]+[.!?]*/g) ?? [];
  return [...new Intl.Segmenter(language, { granularity: "sentence" }).segment(text)].map(({ segment }) => segment);
};

// What stands inside a spoken part without being spoken, such as a checkbox in a list, is left out.
const wordsOf = (part) => {
  const copy = part.cloneNode(true);
  for (const silent of copy.querySelectorAll(SILENT)) silent.remove();
  return copy.textContent.replace(/\s+/g, " ").trim();
};

const spokenParts = () =>
  [...document.querySelectorAll(`main :is(${SPOKEN})`)]
    .filter((part) => !part.closest(SILENT) && !part.querySelector("p, li"))
    .flatMap((part) => sentencesOf(wordsOf(part)))
    .filter((sentence) => sentence.trim());

const start = () => {
  const words = controls.dataset;
  const button = (name) => controls.querySelector(`[data-${name}]`);
  const status = button("status");
  let queue = [];
  let at = 0;
  let speed = SPEEDS.indexOf(1);
  let state = "silent";

  const show = (next, said) => {
    state = next;
    button("play").textContent = { silent: words.listen, reading: words.pause, paused: words.resume }[state];
    for (const name of ["stop", "slower", "faster"]) button(name).hidden = state === "silent";
    status.textContent = said;
  };

  const hush = () => {
    // An utterance that is canceled still ends: it must not start the next one.
    queue.current = null;
    speech.cancel();
  };

  const read = () => {
    if (at >= queue.length) return finish(words.finished);
    const utterance = new SpeechSynthesisUtterance(queue[at]);
    const chosen = voice();
    Object.assign(utterance, { voice: chosen, lang: chosen?.lang ?? language, rate: SPEEDS[speed] });
    queue.current = utterance;
    utterance.onend = () => {
      if (queue.current !== utterance) return;
      at += 1;
      read();
    };
    speech.speak(utterance);
  };

  const finish = (said) => {
    hush();
    show("silent", said);
  };

  const play = () => {
    if (state === "silent") [queue, at] = [spokenParts(), 0];
    show("reading", "");
    read();
  };

  const pause = () => {
    hush();
    show("paused", words.paused);
  };

  const change = (step) => {
    speed = Math.min(SPEEDS.length - 1, Math.max(0, speed + step));
    show(state, words.speed.replace("%(number)s", SPEEDS[speed]));
    if (state !== "reading") return;
    hush();
    read();
  };

  button("play").addEventListener("click", () => (state === "reading" ? pause() : play()));
  button("stop").addEventListener("click", () => { finish(words.stopped); button("play").focus(); });
  button("slower").addEventListener("click", () => change(-1));
  button("faster").addEventListener("click", () => change(1));
  window.addEventListener("pagehide", () => finish(""));
  show("silent", "");
};

if (controls && speech) {
  // Voices may arrive after the page.
  const offer = () => {
    if (!controls.hidden || !voice()) return;
    controls.hidden = false;
    start();
  };
  offer();
  speech.addEventListener?.("voiceschanged", offer);
}
