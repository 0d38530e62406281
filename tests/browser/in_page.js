// Questions to the page at hand. Each answers with what is wrong, as a list of texts.
(() => {
  const named = (element) => {
    const id = element.id ? `#${element.id}` : "";
    const classes = [...element.classList].map((name) => `.${name}`).join("");
    return `<${element.localName}${id}${classes}> ${JSON.stringify(element.textContent.trim().slice(0, 40))}`;
  };
  const all = (selector) =>
    [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility({ visibilityProperty: true }));
  // The head of the page, which stays while the text scrolls.
  const head = (element) => (element?.closest(".md-header, .md-skip") ? undefined : all(".md-header")[0]?.getBoundingClientRect());
  const overlap = (one, other) =>
    other && one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

  // Boxes of lines hold the room between lines too.
  const smaller = ({ left, right, top, bottom }) => ({ left, right, top: top + 2, bottom: bottom - 2 });

  const channels = (color) => color.match(/[\d.]+/g).map(Number);
  const luminance = (color) => {
    const [red, green, blue] = channels(color).map((channel) => {
      const share = channel / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  // https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  // The ground on which the ring around a focused element is drawn: around the element, or inside it.
  const groundOfRing = (element, style) => {
    let ground = parseFloat(style.outlineOffset) < 0 ? element : element.parentElement;
    while (channels(getComputedStyle(ground).backgroundColor)[3] === 0) ground = ground.parentElement;
    return getComputedStyle(ground).backgroundColor;
  };

  const parentsOf = function* (element) {
    for (; element; element = element.parentElement) yield element;
  };

  // Whether a box begins the next column of a text that is set in columns: beside what comes before it, not only above.
  const startsColumn = (element, box, last) =>
    [...parentsOf(element)].some((around) => {
      const { columnCount, direction } = getComputedStyle(around);
      return columnCount !== "auto" && (direction === "rtl" ? box.right <= last.left : box.left >= last.right);
    });

  // A hash of 53 bits (cyrb53, public domain), as text.
  const digest = (text) => {
    let [one, other] = [0xdeadbeef, 0x41c6ce57];
    for (let at = 0; at < text.length; at += 1) {
      const sign = text.charCodeAt(at);
      one = Math.imul(one ^ sign, 2654435761);
      other = Math.imul(other ^ sign, 1597334677);
    }
    one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(other ^ (other >>> 13), 3266489909);
    other = Math.imul(other ^ (other >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909);
    return (4294967296 * (2097151 & other) + (one >>> 0)).toString(36);
  };

  let hidden = [];
  let walked;
  let trouble;
  const CONTROLS = "a[href], button, input, select, textarea, summary, [tabindex]";
  const inside = (one, other) =>
    one.left >= other.left && one.right <= other.right && one.top >= other.top && one.bottom <= other.bottom;

  globalThis.inPage = {
    async stored() {
      return [
        ...Object.keys(localStorage).map((key) => `localStorage: ${key}`),
        ...Object.keys(sessionStorage).map((key) => `sessionStorage: ${key}`),
        ...(await indexedDB.databases()).map((database) => `indexedDB: ${database.name}`),
        ...(await caches.keys()).map((key) => `cache: ${key}`),
        ...(await navigator.serviceWorker.getRegistrations()).map((worker) => `service worker: ${worker.scope}`),
      ];
    },

    // In percent of the usual size, as readers set it in their browser.
    setTextSize(percent) {
      const { style } = document.documentElement;
      style.fontSize = "";
      const usual = parseFloat(getComputedStyle(document.documentElement).fontSize);
      if (percent !== 100) style.fontSize = `${(usual * percent) / 100}px`;
    },

    stickingOut() {
      const width = document.documentElement.clientWidth;
      if (document.documentElement.scrollWidth <= width) return [];
      const wide = all("body *").filter((element) => {
        const { left, right } = element.getBoundingClientRect();
        return right > width + 0.5 || left < -0.5;
      });
      return [`${document.documentElement.scrollWidth} px on a screen of ${width} px`, ...wide.map(named)];
    },

    badPhones() {
      return all('a[href^="tel:"]').flatMap((link) => {
        const shown = link.textContent.replace(/\D/g, "");
        const wrong = [];
        if (shown.length < 3 || !link.href.endsWith(shown)) wrong.push(`${named(link)} shows another number`);
        const { height, width } = link.getBoundingClientRect();
        if (height < 44 || width < 44) wrong.push(`${named(link)} is ${width} × ${height} px`);
        return wrong;
      });
    },

    // Telephone numbers, figures and names of another script are not turned around by the text that they stand in.
    turnedPhones() {
      return all('a[href^="tel:"]').flatMap((link) => {
        const range = document.createRange();
        const text = link.firstChild;
        const places = [...text.data].flatMap((sign, at) => {
          range.setStart(text, at);
          range.setEnd(text, at + 1);
          return /\d/.test(sign) ? [range.getBoundingClientRect().left] : [];
        });
        const rises = places.every((left, at) => !at || left > places[at - 1]);
        return rises ? [] : [`${named(link)} does not read from left to right`];
      });
    },

    // What parts of the header cover of each other, and the header of the first words of the page.
    crowdedHeader() {
      scrollTo(0, 0);
      const header = document.querySelector("header").getBoundingClientRect();
      const parts = all(".md-header :is(a, button, summary)").filter((element) => !element.closest(".offer")).map((element) => [element, element.getBoundingClientRect()]);
      const crowded = parts.flatMap(([one, box], at) =>
        parts.slice(at + 1).filter(([, other]) => overlap(box, other)).map(([other]) => `${named(one)} covers ${named(other)}`));
      const out = parts.filter(([, box]) => box.left < 0 || box.right > innerWidth || box.bottom > header.bottom + 0.5);
      const heading = document.querySelector("h1").getBoundingClientRect();
      const first = overlap(heading, header) ? ["the first heading is covered"] : [];
      return [...crowded, ...out.map(([element]) => `${named(element)} is outside of the header`), ...first];
    },

    badCitations() {
      const marks = all("a.cite").flatMap((mark) => {
        const entry = document.getElementById(mark.hash.slice(1));
        if (!entry?.closest("#sources")) return [`${named(mark)} leads to no source`];
        const back = mark.id && !entry.querySelector(`a.back[href="#${mark.id}"]`);
        return back ? [`${named(mark)} has no way back`] : [];
      });
      const backs = all("a.back").filter((back) => !document.getElementById(back.hash.slice(1))?.matches("a.cite, figure"));
      return [...marks, ...backs.map((back) => `${back.hash} is no citation`)];
    },

    // WCAG 2.4.7, 2.4.11 and 1.4.11: a ring of 2 px that stands out, on an element that the head does not cover.
    badFocus() {
      return all(CONTROLS).flatMap((element) => {
        element.focus();
        if (document.activeElement !== element) return [`${named(element)} takes no focus`];
        const style = getComputedStyle(element);
        if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) return [`${named(element)} has no ring`];
        const ground = groundOfRing(element, style);
        if (contrast(style.outlineColor, ground) < 3) return [`${named(element)} has a ring of ${style.outlineColor} on ${ground}`];
        return overlap(element.getBoundingClientRect(), head(element)) ? [`${named(element)} is under the head`] : [];
      });
    },

    // What links of the page lead to is not under the head.
    targetsUnderHead() {
      const targets = [...new Set([...document.querySelectorAll('main a[href^="#"]')].map((link) => link.hash.slice(1)))];
      return targets.map((id) => document.getElementById(id)).filter((target) => target?.checkVisibility()).flatMap((target) => {
        target.scrollIntoView();
        return overlap(target.getBoundingClientRect(), head()) ? [`${named(target)} is under the head`] : [];
      });
    },

    notOnFirstScreen(selectors) {
      return selectors.flatMap((selector) => {
        const found = all(selector);
        const wrong = found.length ? [] : [`there is no ${selector}`];
        for (const element of found) {
          const box = element.getBoundingClientRect();
          if (box.top < 0 || box.bottom > innerHeight) wrong.push(`${named(element)} ends at ${box.bottom} px`);
          if (overlap(box, head(element))) wrong.push(`${named(element)} is under the head`);
        }
        return wrong;
      });
    },

    // Takes out what looks like something before it: the same elements in the same colours, only with other words; what
    // comes before are the earlier pages too, of which `known` has the looks. Returns the looks that are left.
    // An empty element stays in the place, for selectors that count or follow.
    hideRepeats(known) {
      const [seen, shown, fresh] = [new Set(known), [], []];
      const lookOf = (element) => {
        const style = getComputedStyle(element);
        return [element.localName, element.checkVisibility({ visibilityProperty: true }), style.color, style.backgroundColor, style.backgroundImage, style.opacity, style.fontSize, style.fontWeight, style.textDecorationLine].join();
      };
      const looks = new Map([document.body, ...document.body.querySelectorAll("*")].map((element) => [element, lookOf(element)]));
      const shapes = new Map();
      const shape = (element) => {
        if (!shapes.has(element)) shapes.set(element, digest(`${looks.get(element)}(${[...element.children].map(shape).join(";")})`));
        return shapes.get(element);
      };
      const hide = (element, around) => {
        const key = digest(`${around} ${shape(element)}`);
        if (seen.has(key)) return [element];
        seen.add(key);
        fresh.push(key);
        shown.push(element);
        return [...element.children].flatMap((child) => hide(child, digest(`${around} ${looks.get(element)}`)));
      };
      hidden = hide(document.body, "").map((element) => {
        const whole = !element.firstChild || element.contains(document.activeElement);
        const place = whole ? element : element.cloneNode(false);
        place.style.setProperty("display", "none", "important");
        element.replaceWith(place);
        return [element, place];
      });
      const changed = shown.filter((element) => lookOf(element) !== looks.get(element));
      if (changed.length) throw new Error(`These look otherwise now: ${changed.map(named)}`);
      return fresh;
    },

    showRepeats() {
      for (const [element, place] of hidden) {
        place.replaceWith(element);
        element.style.removeProperty("display");
      }
    },

    // Words in pictures: within the drawing, apart from each other, at least so many px high, and 4.5 : 1 on their ground.
    // What must reach every reader: seen, uncovered, upright, in the order of the page, large and dark enough; and no
    // style adds words to it. Whoever copies the text, or has it read aloud, gets what is in the page.
    badlyShown(scheme) {
      const wrong = [];
      const tell = (element, what) => wrong.push(`${scheme}: ${named(element)} ${what}`);
      const signs = /^(?:none|normal|counter\(list-item\).*|"[\s→↩✓•·–—\u2060 ()]*"(?: \/ "")?|"[+−]" \/ "")$/;
      for (const element of document.querySelectorAll("main *, #disclaimer, #disclaimer *")) {
        for (const part of ["::before", "::after", "::marker"]) {
          const { content, quotes } = getComputedStyle(element, part);
          const quoting = element.localName === "q" && /^(?:open|close)-quote$/.test(content) && /^(?:auto|["'“”„‘’‚«»‹›「」『』\s\u00a0]*)$/.test(quotes);
          const address = scheme === "print" && content === `" (${element.getAttribute("href")})"`;
          if (!quoting && !address && !signs.test(content)) tell(element, `has ${content} put ${part} by a style`);
        }
      }
      const least = scheme === "print" ? 9 : 12;  // paper is nearer than a screen
      let above;
      for (const element of document.querySelectorAll("#disclaimer, .act-now, .trust, #sources, a[href^='tel:']")) {
        const style = getComputedStyle(element);
        if (style.display === "none" && scheme.includes("print")) continue;
        if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) tell(element, "is not seen");
        for (const around of [...parentsOf(element)]) {
          const { opacity, transform, rotate, scale, filter, clipPath, direction, unicodeBidi, writingMode } = getComputedStyle(around);
          if (opacity < 1 || clipPath !== "none" || filter !== "none") tell(around, "is dimmed or cut");
          if (![transform, rotate, scale].every((value) => value === "none")) tell(around, "is turned or scaled");
          if (writingMode !== "horizontal-tb" || unicodeBidi.includes("override")) tell(around, "does not read as it is written");
          if (around.dir && direction !== around.dir && ["ltr", "rtl"].includes(around.dir)) tell(around, `runs ${direction}`);
        }
        const lines = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
        let last;
        while (lines.nextNode()) {
          const text = lines.currentNode;
          const parent = text.parentElement;
          if (!text.data.trim() || parent.closest("svg, details:not([open]), [hidden], .back, .md-visually-hidden")) continue;
          const range = document.createRange();
          range.selectNodeContents(text);
          const box = range.getBoundingClientRect();
          const { fontSize, color, visibility, textIndent } = getComputedStyle(parent);
          if (box.width < 2 || box.height < 8 || visibility !== "visible" || box.right < 0 || box.bottom + scrollY < 0) tell(parent, "has no room");
          if (parseFloat(fontSize) < least) tell(parent, `is ${fontSize} high`);
          if (parseFloat(textIndent) < -99 || channels(color)[3] < 1) tell(parent, "is out of sight");
          let ground = parent;
          while (ground && channels(getComputedStyle(ground).backgroundColor)[3] === 0) ground = ground.parentElement;
          if (ground && contrast(color, getComputedStyle(ground).backgroundColor) < 4.5) tell(parent, "does not stand out");
          if (parent.closest(".mark, .cite")) continue;  // raised
          if (last && box.bottom < last.top - 2 && !startsColumn(parent, box, last)) tell(parent, "is above what comes before it");
          last = box;
        }
        const top = element.getBoundingClientRect().top + scrollY;
        if (above !== undefined && top < above - 2) tell(element, "is above what comes before it");
        if (element.localName !== "a") above = top;  // lines to call stand in columns
        element.scrollIntoView({ block: "center" });
        const now = element.getBoundingClientRect();
        const over = document.elementFromPoint(now.left + now.width / 2, Math.min(Math.max(now.top + now.height / 2, 1), innerHeight - 1));
        if (over && !element.contains(over) && !over.contains(element) && !scheme.includes("print")) tell(element, `is covered by ${named(over)}`);
        for (const around of parentsOf(element)) {
          for (const part of ["::before", "::after"]) {
            const { content, position, backgroundColor, backgroundImage } = getComputedStyle(around, part);
            const painted = channels(backgroundColor)[3] !== 0 || backgroundImage !== "none";
            if (content !== "none" && position !== "static" && painted) tell(element, `is covered by ${part} of ${named(around)}`);
          }
        }
      }
      return [...new Set(wrong)];
    },

    badPictures(least) {
      return all("figure.picture svg[role=img]").flatMap((picture) => {
        const paper = picture.getBoundingClientRect();
        const scale = paper.width / picture.viewBox.baseVal.width;
        let ground = picture;
        while (channels(getComputedStyle(ground).backgroundColor)[3] === 0) ground = ground.parentElement;
        const texts = [...picture.querySelectorAll("text")].map((text) => [text, text.getBoundingClientRect()]);
        return texts.flatMap(([text, box], index) => {
          const style = getComputedStyle(text);
          const wrong = [];
          if (box.left < paper.left - 1 || box.right > paper.right + 1 || box.top < paper.top - 1 || box.bottom > paper.bottom + 1) wrong.push("is cut");
          if (parseFloat(style.fontSize) * scale < least) wrong.push(`is ${parseFloat(style.fontSize) * scale} px high`);
          if (contrast(style.fill, getComputedStyle(ground).backgroundColor) < 4.5) wrong.push("does not stand out");
          const covered = texts.slice(index + 1).find(([, other]) => overlap(smaller(box), smaller(other)));
          if (covered) wrong.push(`is over ${named(covered[0])}`);
          return wrong.map((found) => `${named(text)} ${found}`);
        });
      });
    },

    // Notes each control that the keyboard reaches, and whether it is in view and uncovered there.
    startWalk() {
      walked = new Set();
      trouble = [];
      document.addEventListener("focusin", ({ target }) => {
        walked.add(target);
        const box = target.getBoundingClientRect();
        const inView = box.bottom > 0 && box.top < innerHeight;
        const cover = head(target);
        const hidden = cover && inside(box, cover);
        if (!inView || hidden) trouble.push(`${named(target)} is not in view`);
      });
      return [];
    },

    endWalk() {
      const missed = all(CONTROLS).filter((control) => !walked.has(control));
      return [...trouble, ...missed.map((control) => `${named(control)} is not reached`)];
    },

    controls() {
      return all(CONTROLS).map(named);
    },

    lacksBorder(selectors) {
      return selectors.flatMap((selector) =>
        all(selector).slice(0, 1).filter((element) => !parseFloat(getComputedStyle(element).borderTopWidth)).map(named));
    },

    moving() {
      const smooth = [document.documentElement, ...all("body *")].filter((element) => getComputedStyle(element).scrollBehavior === "smooth");
      return [...document.getAnimations().map((found) => `${found}`), ...smooth.map(named)];
    },

    // Largest paint, time blocked by tasks of more than 50 ms, and layout shift, all since the page was asked for.
    async times() {
      const of = (type) => new Promise((resolve) => {
        const observer = new PerformanceObserver((list) => resolve(list.getEntries()));
        observer.observe({ type, buffered: true });
        setTimeout(() => resolve(observer.takeRecords()), 300);
      });
      const [paints, tasks, shifts] = await Promise.all(["largest-contentful-paint", "longtask", "layout-shift"].map(of));
      const sum = (numbers) => numbers.reduce((one, other) => one + other, 0);
      return [paints.at(-1).startTime, sum(tasks.map((task) => task.duration - 50)), sum(shifts.map((shift) => shift.value))];
    },

    notInView(selector) {
      const [element] = all(selector);
      const box = element?.getBoundingClientRect();
      const seen = box && box.top >= 0 && box.top < innerHeight && !overlap(box, head(element));
      return seen ? [] : [`${selector} is not in view`];
    },
  };
})();
