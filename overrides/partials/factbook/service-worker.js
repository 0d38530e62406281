// Keeps each language that a reader has opened, whole, for reading without a network.
//
// - A language is kept in a cache of its own per version, with what every reader may need of the others. Each file counts
//   only with the hash that the build wrote down. An update that lacks a file which the version before had leaves that one
//   as it is, and goes on later where it stopped; what a host never answers as it was built is left out.
// - Pages come from the network first: nobody is held at an old page. Without a network, or when it keeps a reader waiting,
//   they come from the kept version. Files named by their content (?v=) come from it at once: they can be no others.
const SITE = {{ site }};
const ROOT = new URL("./", self.location);
const PATIENCE = 3000; // milliseconds
const AT_ONCE = 4; // files fetched side by side
const WHOLE = new URL("?whole", ROOT).href; // written last; holds the hashes

const codes = Object.keys(SITE.languages);
const nameOf = (code, version = `${SITE.languages[code].version}-${SITE.root.slice(0, 16)}`) => `${ROOT.pathname} ${code} ${version}`;
const ours = async () => (await caches.keys()).filter((name) => name.startsWith(`${ROOT.pathname} `));
const codeOf = (url) => {
  const path = new URL(url).pathname.slice(ROOT.pathname.length);
  const fitting = codes.filter((code) => path.startsWith(SITE.languages[code].prefix));
  return fitting.sort((one, other) => SITE.languages[other].prefix.length - SITE.languages[one].prefix.length)[0];
};
const within = (url) => url.href.startsWith(ROOT.href);
const thrifty = () => self.navigator.connection?.saveData === true;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));

async function install() {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const open = windows.map((client) => new URL(client.url)).filter(within).map(codeOf);
  const before = (await ours()).map((name) => name.slice(ROOT.pathname.length + 1).split(" ")[0]);
  for (const code of new Set([...open, ...before].filter((code) => codes.includes(code)))) await keep(code);
  await self.skipWaiting();
}

async function activate() {
  const current = codes.map((code) => nameOf(code));
  for (const name of await ours()) if (!current.includes(name)) await caches.delete(name);
  await self.clients.claim();
}

// --- keeping a language

const keeping = new Map();

const keep = (code) => {
  if (!keeping.has(code)) keeping.set(code, fill(code)); // what has failed is tried again by the next worker, not by this one
  return keeping.get(code);
};

async function fill(code) {
  const { files } = SITE.languages[code];
  const listed = await (await kept(code))?.match(WHOLE);
  if (listed && (await listed.json()).length === files.length) return;
  const name = nameOf(code);
  const [cache, before] = [await caches.open(name), await older(code)];
  const [left, lacking] = [[...files], new Set()];
  const fetchSome = async () => {
    for (let file = left.pop(); file; file = left.pop()) if (!(await keepFile(cache, before, ...file))) lacking.add(file[0]);
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, fetchSome));
    const lost = [...lacking].find((address) => before.hashes.has(address));
    if (lost !== undefined) throw new Error(`${lost} is not of this version`);
    await cache.put(WHOLE, new Response(JSON.stringify(files.filter(([address]) => !lacking.has(address)))));
  } catch (error) {
    left.length = 0;
    if (error.name === "QuotaExceededError") await caches.delete(name);
    throw error;
  }
}

// Whether a file is there in this version. Hosts may lead to it from its address, as from /404.html to /404.
async function keepFile(cache, before, address, hash) {
  const url = new URL(address, ROOT).href;
  if (await cache.match(url)) return true; // an earlier attempt got so far
  const same = before.hashes.get(address) === hash && (await before.cache.match(url));
  const right = (same && (await proven(same, hash))) || (await proven(await fetched(url), hash));
  if (right) await cache.put(url, right);
  return Boolean(right);
}

// Past the browser's own cache: what it kept of an update that broke off would be a page without its style.
async function fetched(url) {
  try {
    return await fetch(url, { cache: "no-store" });
  } catch {
    await fetch(ROOT, { method: "HEAD", cache: "no-store" }); // the network is there: the host leads this file astray
    return Response.error();
  }
}

async function proven(answer, hash) {
  const data = await answer.arrayBuffer();
  const right = [await hashOf(data), await hashOf(unstamped(data))].includes(hash);
  return right && new Response(data, { headers: { "Content-Type": answer.headers.get("Content-Type") ?? "" } });
}

// A page may show the hash of the whole site. It was hashed before that was known, with zeros in its place.
function unstamped(data) {
  const text = new TextDecoder().decode(data);
  return text.includes(SITE.root) ? new TextEncoder().encode(text.replaceAll(SITE.root, "0".repeat(64))) : data;
}

async function hashOf(data) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", data)).slice(0, 8);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// The whole version that came before, for the files that have not changed.
async function older(code) {
  for (const name of await ours()) {
    if (!name.startsWith(nameOf(code, ""))) continue;
    const cache = await caches.open(name);
    const list = await cache.match(WHOLE);
    if (list) return { cache, hashes: new Map(await list.json()) };
    if (name !== nameOf(code)) await caches.delete(name); // what an update left that broke off and was overtaken
  }
  return { cache: null, hashes: new Map() };
}

async function kept(code) {
  if (!(await caches.has(nameOf(code)))) return null;
  const cache = await caches.open(nameOf(code));
  return (await cache.match(WHOLE)) ? cache : null;
}

// --- answering

// The network's own answer, never what the browser's cache still has: that can be of another version than its style.
const ask = (request) => fetch(request, { cache: "no-cache" });

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || !within(url) || request.headers.has("range")) return;
  event.respondWith(request.mode === "navigate" ? page(event, url) : file(request, url));
});

async function page(event, url) {
  const fetching = ask(event.request);
  const fresh = await inTime(fetching);
  if (fresh) {
    if (fresh.ok && !thrifty()) event.waitUntil(keep(codeOf(url)).catch(() => {}));
    return fresh;
  }
  return (await keptPage(url)) ?? fetching.catch(missing);
}

async function file(request, url) {
  if (url.searchParams.has("v")) return (await keptFile(url)) ?? fetch(request);
  const fetching = ask(request);
  return (await inTime(fetching)) ?? (await keptFile(url)) ?? fetching;
}

// The answer of the network; nothing when there is none yet, or only an error of the server.
async function inTime(fetching) {
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const answer = await Promise.race([fetching.catch(() => undefined), late]);
  return answer && answer.status < 500 ? answer : undefined;
}

async function keptPage(url) {
  const path = url.pathname.replace(/index\.html$/, "");
  for (const code of [codeOf(url), ...codes]) {
    const cache = await kept(code);
    const found = await cache?.match(new URL(path, ROOT).href);
    if (found) return found;
    if (!path.endsWith("/") && (await cache?.match(new URL(`${path}/`, ROOT).href))) return Response.redirect(`${path}/${url.search}`);
  }
}

async function keptFile(url) {
  const address = url.searchParams.has("v") ? url.href : url.href.split("?")[0];
  for (const code of codes) {
    const found = await (await kept(code))?.match(address);
    if (found) return found;
  }
}

// The page for what is not there has two beginnings: one of them is for what is not stored.
async function missing() {
  const found = await keptFile(new URL(SITE.missing, ROOT));
  if (!found) return Response.error();
  const text = (await found.text()).replaceAll("<div data-gone>", "<div hidden>").replaceAll("<div data-unstored hidden>", "<div>");
  return new Response(text, { status: 404, headers: found.headers });
}
