// A copy of one's list on this device, for where there is no network: kept, renewed and removed here, and
// shown by the worker. Before the button is pressed nothing is registered, and no cache is made.
const CACHE = "kept-list";
const COPY = "/favorites/offline/copy/";
const LIST = "/favorites/";
const WORKER = "/favorites/worker.js";

const isPossible = "caches" in window && "serviceWorker" in navigator;
const find = (name) => document.querySelector(`[data-${name}]`);
const dataOf = (html) => new DOMParser().parseFromString(html, "text/html").body.dataset;
let isUnwanted = false;

// The copy that is on the device: its address, and whose it is. Looking for one makes none.
const copyOnDevice = async () => {
  if (!isPossible || !(await caches.has(CACHE))) return null;
  const cache = await caches.open(CACHE);
  const request = (await cache.keys()).find(({ url }) => new URL(url).pathname === COPY);
  if (!request) return null;
  const { owner } = dataOf(await (await cache.match(request)).text());
  return { address: request.url, owner };
};

// With the stylesheets, fonts and scripts that it names; what an older copy needed goes.
const store = async (address) => {
  // A session that has ended answers with the sign-in page: the copy then stays as it is.
  const answer = await fetch(address, { redirect: "error" });
  if (!answer.ok) throw new Error(`The copy was answered with ${answer.status}.`);
  const needs = dataOf(await answer.clone().text()).needs.split(" ");
  if (isUnwanted) return;
  const cache = await caches.open(CACHE);
  await cache.addAll(needs);
  await cache.put(address, answer);
  const wanted = new Set([address, ...needs].map((part) => new URL(part, location).href));
  for (const request of await cache.keys()) if (!wanted.has(request.url)) await cache.delete(request);
};

const keep = async (address) => {
  isUnwanted = false;
  await navigator.serviceWorker.register(WORKER, { scope: LIST });
  await store(address);
  await navigator.serviceWorker.ready;
};

const forget = async () => {
  isUnwanted = true;
  if (!isPossible) return;
  await caches.delete(CACHE);
  await (await navigator.serviceWorker.getRegistration(LIST))?.unregister();
};

// The page has the words; `what` names them.
const say = (what) => {
  const status = find("copy-status");
  status.textContent = status.dataset[what];
  status.focus();
};

// The buttons: on the page about the copy, and on the copy itself.
const show = (copy) => {
  const [keepButton, forgetButton] = [find("keep-copy"), find("forget-copy")];
  if (forgetButton) forgetButton.hidden = !copy;
  if (!keepButton || !isPossible) return;
  find("copy-tools").hidden = false;
  find("without-copy").hidden = true;
  keepButton.textContent = copy ? keepButton.dataset.renew : keepButton.dataset.save;
};

find("keep-copy")?.addEventListener("click", async () => {
  const address = find("copy-words").checked ? `${COPY}?words=yes` : COPY;
  const before = await copyOnDevice();
  try {
    await keep(address);
    say("saved");
  } catch {
    if (!before) await forget().catch(() => {});
    say(before ? "notRenewed" : "notSaved");
  }
  show(await copyOnDevice());
});

find("forget-copy")?.addEventListener("click", async () => {
  await forget();
  find("copy-contents")?.remove();
  say("removed");
  show(null);
});

// Signing out, and deleting the list or the account: browsers that heed Clear-Site-Data would wipe the
// copy by themselves, and not all do.
for (const form of document.querySelectorAll("form[data-forgets-copy]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await forget().catch(() => {});
    form.submit();
  });
}

const start = async () => {
  let copy = await copyOnDevice();
  // Whose copy may be here: said by every page of somebody signed in, and by no copy.
  const owner = find("copy-owner")?.dataset.copyOwner;
  if (copy && owner !== undefined && (!owner || owner !== copy.owner)) {
    await forget();
    copy = null;
  }
  show(copy);
  if (!copy) return;
  if (find("copy-words")) find("copy-words").checked = copy.address.includes("words=yes");
  if (find("keep-copy")) find("copy-status").textContent = find("copy-status").dataset.savedBefore;
  if (owner && location.pathname === LIST) await store(copy.address);
};

// A copy that cannot be renewed stays as it is.
start().catch(() => {});
