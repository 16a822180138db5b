// Answers for the reader's list where there is no network, with the copy that offline-copy.js keeps. It is
// asked about pages below /favorites/ alone, and stores nothing.
const CACHE = "kept-list";
const COPY = "{% url 'favorites:copy' %}";
const PAGES = ["{% url 'favorites:list' %}", "{% url 'favorites:offline' %}"];

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const copyOf = async (request) => {
  const options = { cacheName: CACHE, ignoreVary: true };
  if (request.mode !== "navigate") return caches.match(request, options);
  return caches.match(COPY, Object.assign(options, { ignoreSearch: true }));
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const isPage = request.mode === "navigate";
  const { pathname } = new URL(request.url);
  // A copy that is being renewed must not be answered with itself.
  if (request.method !== "GET" || (isPage ? !PAGES.includes(pathname) : pathname === COPY)) return;
  event.respondWith(fetch(request).catch(async () => (await copyOf(request)) ?? Response.error()));
});
