// The search: what Pagefind finds, and what its index does not know: words that people say (docs/_facts/search.yml), misspellings,
// words of the other languages. Loaded when it is opened for the first time.
const MOST_PAGES = 10;
const MOST_SECTIONS = 3; // of a page
const PAUSE = 200; // milliseconds after a key

const dialog = document.querySelector("dialog.search");
const [words, state, list, none] = ["input", ".search-state", ".search-found", ".search-none"].map((name) => dialog.querySelector(name));
const site = new URL("..", import.meta.url);

// --- words, in small letters, without accents

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const unspaced = "[\u0e00-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]\\p{M}*"; // of scripts without spaces: each letter is a word
const cut = (text) => text.replace(new RegExp(unspaced, "gu"), " $& ");
const split = (text) => cut(text).match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
const join = (html) => html.replace(new RegExp(`(${unspaced}(?:</mark>)?) +(?=(?:<mark>)?${unspaced})`, "gu"), "$1");
const akin = (one, other) => one === other
  || (Math.min(one.length, other.length) > 3 && Math.abs(one.length - other.length) < 4 && (one.startsWith(other) || other.startsWith(one)));

// How many letters are lacking, too many, others or changed round: the optimal string alignment distance.
const distance = (one, other) => {
  let before;
  let last = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row++) {
    const now = [row];
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1];
      const turned = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      now[column] = Math.min(last[column] + 1, now[column - 1] + 1, last[column - 1] + !same, turned ? before[column - 2] + 1 : Infinity);
    }
    [before, last] = [last, now];
  }
  return last[other.length];
};

// The known word that was meant; empty where none is near. The first ones are the most common, and of those that are as near, one
// of the same length is more likely.
const meant = (word, known) => {
  let [found, least] = ["", Math.floor(word.length / 4) + 1];
  for (const other of known) {
    if (Math.abs(other.length - word.length) >= least) continue;
    const far = distance(word, other) + Math.abs(other.length - word.length) / 10;
    if (far < least) [found, least] = [other, far];
  }
  return found;
};

// Where the words of a phrase stand in a row; -1 where they do not.
const indexOf = (phrase, typed) => typed.findIndex((_, start) => phrase.every((word, index) => typed[start + index] && akin(word, typed[start + index])));

// --- what is loaded when somebody searches

// What a function promises, kept; what has failed is tried again.
const once = (make) => {
  let made;
  return (...given) => (made ??= make(...given).catch((error) => {
    made = undefined;
    throw error;
  }));
};

const load = once(async () => {
  const data = await (await fetch(dialog.dataset.words, { cache: "no-cache" })).json();
  const engine = await import(new URL(data.engine, site));
  await engine.options({ baseUrl: site.pathname });
  const phrases = Object.entries(data.sections).map(([phrase, address]) => ({ phrase: phrase.split(" "), address }));
  const known = data.known.split(" ");
  const typed = [...new Set([...phrases.flatMap(({ phrase }) => phrase), ...Object.keys(data.names).flatMap((name) => name.split(" "))])];
  return { ...data, engine, phrases, known, knows: new Set(known), typed, small: new Set(data.small) };
});

// The same index with those of the other languages, for words that this one does not have.
const loadAll = once(async ({ engine, others }) => {
  const all = engine.createInstance({ baseUrl: site.pathname });
  for (const language of Object.keys(others)) await all.mergeIndex(new URL("pagefind/", site).href, { language, baseUrl: site.pathname });
  return all;
});

// --- searching

const isKnown = ({ knows, known }, word) => knows.has(word) || known.some((other) => other.startsWith(word) || akin(word, other));

// A word that no page of this language has: the known one that was meant; empty where only what people say has it.
const mend = ({ known, typed }, word) => (typed.some((other) => akin(word, other)) ? "" : meant(word, [...typed, ...known]));

// Sections that are named by what was typed, the one with the longest name first.
const named = ({ phrases }, typed) => phrases.filter(({ phrase }) => indexOf(phrase, typed) >= 0)
  .sort((one, other) => other.phrase.join().length - one.phrase.join().length).map(({ address }) => address);

// Pages with all words, and in a row where letters are words; where there are none, those with some of them.
const withWords = async (engine, query) => {
  const inRow = query.some((word) => new RegExp(unspaced, "u").test(word)) ? await engine.search(`"${query.join(" ")}"`) : undefined;
  if (inRow?.results.length) return inRow.results;
  const { results } = await engine.search(query.join(" "));
  if (results.length || query.length < 2) return results;
  const sums = new Map();
  for (const answer of await Promise.all(query.map((word) => engine.search(word)))) {
    for (const result of answer.results) sums.set(result.id, { result, score: (sums.get(result.id)?.score ?? 0) + result.score });
  }
  return [...sums.values()].sort((one, other) => other.score - one.score).map(({ result }) => result);
};

const weight = ({ weighted_locations: all }) => all.reduce((sum, { balanced_score: score }) => sum + score, 0);
const pageOf = (address) => address.split("#")[0].replace(/\/$/, "");
const addressOf = (url) => decodeURI(url.replace(/^https?:\/\/[^/]+/, "")).slice(site.pathname.length);

// The sections of a page in which the words stand, the best one first: address, and what stands there.
const sectionsOf = async (result) => {
  const page = await result.data();
  const found = page.sub_results.sort((one, other) => weight(other) - weight(one));
  const parts = found.map(({ url, anchor, excerpt }) => [addressOf(anchor?.element === "h1" ? page.url : url), excerpt]);
  return { page, parts: parts.length ? parts : [[addressOf(page.url), page.excerpt]] };
};

// Pages that list facts or words, or rest on no medical evidence, come last, unless their title has been typed.
const careFirst = ({ pages }, found, typed) => {
  const isLast = ([address]) => {
    const [title, , last] = pages[pageOf(address)] ?? [""];
    return Boolean(last) && !split(plain(title)).some((word) => typed.some((other) => akin(word, other)));
  };
  return new Map([...found].sort((one, other) => isLast(one) - isLast(other)));
};

// Sections of pages in other languages that have words which this language does not, at their addresses in this one.
const elsewhere = async (all, typed, unknown) => {
  const { results } = await (await loadAll(all)).search(cut(typed));
  const pages = await Promise.all(results.slice(0, 2 * MOST_PAGES).map(sectionsOf));
  const has = ({ page }) => split(plain(page.content)).some((word) => unknown.some((other) => akin(word, other)));
  const away = Object.values(all.others).sort((one, other) => other.length - one.length);
  const here = (address) => {
    const prefix = away.find((other) => address.startsWith(other));
    return pageOf(address) in all.pages || prefix === undefined ? "" : all.prefix + address.slice(prefix.length);
  };
  return pages.filter(has).flatMap(({ parts }) => parts.slice(0, 1)).map(([address]) => [here(address), ""]).filter(([address]) => address);
};

// Section → what stands there, the best ones first.
export const search = async (typed) => {
  const all = await load();
  const given = split(typed.toLowerCase());
  const unknown = given.map(plain).filter((word) => !isKnown(all, word));
  const mended = given.map((word) => (unknown.includes(plain(word)) ? mend(all, plain(word)) : word)).filter(Boolean);
  const [asGiven, asMended] = [given.map(plain), mended.map(plain)];
  const names = Object.entries(all.names).filter(([name]) => indexOf(name.split(" "), asMended) >= 0);
  const query = mended.filter((word) => !all.small.has(plain(word)));
  const asked = unknown.length || query.length ? query : [cut(typed)];
  const found = new Map([...named(all, asGiven), ...named(all, asMended)].slice(0, MOST_SECTIONS).map((address) => [address, ""]));
  const add = (parts) => parts.forEach(([address, text]) => found.set(address, found.get(address) || text));
  if (unknown.length && Object.keys(all.others).length) add(await elsewhere(all, typed, unknown).catch(() => []));
  const queries = [...names.map(([, own]) => [cut(own)]), asked].filter((each) => each.length);
  const results = (await Promise.all(queries.map((each) => withWords(all.engine, each)))).flat();
  const unique = [...new Map(results.map((result) => [result.id, result])).values()].slice(0, 2 * MOST_PAGES);
  const pages = await Promise.all(unique.map(sectionsOf));
  for (const { parts } of pages) add(parts.slice(0, MOST_SECTIONS));
  return { all, found: careFirst(all, found, asMended) };
};

// --- showing

const make = (name, parts = {}, ...within) => {
  const made = Object.assign(document.createElement(name), parts);
  made.append(...within);
  return made;
};

const row = (all, sections) => {
  const [first, ...others] = sections.map(([address, excerpt]) => {
    const [title, headings] = all.pages[pageOf(address)];
    return { href: site.pathname + address, title, heading: headings[address.split("#")[1]], excerpt };
  });
  const link = ({ href, title, heading }) => make("a", { href, textContent: heading ?? title });
  const item = make("li", {}, link(first));
  if (first.heading) item.append(make("p", { className: "who", textContent: first.title }));
  if (first.excerpt) item.append(make("p", { innerHTML: join(first.excerpt) })); // made by Pagefind from this site's own text: escaped, with <mark>
  if (others.length) item.append(make("ul", {}, ...others.map((other) => make("li", {}, link(other)))));
  return item;
};

const rows = ({ all, found }) => {
  const pages = new Map();
  for (const section of found) {
    const page = pageOf(section[0]);
    if (page in all.pages) pages.set(page, [...(pages.get(page) ?? []), section]);
  }
  return [...pages.values()].slice(0, MOST_PAGES).map((sections) => row(all, sections.slice(0, MOST_SECTIONS)));
};

const show = (items, said) => {
  list.replaceChildren(...items);
  none.hidden = !said || items.length > 0;
  state.textContent = said;
};

let latest = 0;
const answer = async () => {
  const now = ++latest;
  await new Promise((done) => setTimeout(done, PAUSE));
  if (now !== latest) return; // another key
  const typed = words.value.trim();
  try {
    const items = typed ? rows(await search(typed)) : [];
    if (now !== latest) return;
    const count = String(items.length).replace(/\d/g, (digit) => dialog.dataset.digits[digit]);
    show(items, typed && (items.length ? dialog.dataset.found.replace("{count}", count) : dialog.dataset.none));
  } catch {
    if (now === latest) show([], dialog.dataset.failed);
  }
};

words.addEventListener("input", answer);
words.addEventListener("keydown", ({ key, isComposing }) => key === "Enter" && !isComposing && list.querySelector("a")?.focus());
list.addEventListener("click", ({ target }) => target.closest("a") && dialog.close());
load().catch(() => {});
if (words.value) answer();
