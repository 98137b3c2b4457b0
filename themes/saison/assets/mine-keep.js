// What a reader of My leaks keeps: the list in this browser, as a file, in a link, as a picture. It knows no page.
// A list is {on: key → what was known of each of its leaks when the reader last read (0: nothing noted yet), done: steps}.

export const KEY = 'saison.mine';

export const empty = () => ({on: new Map(), done: new Set()});

// clean makes a list of what may be anything; null where it is none. places leads from a step as older lists name it, by
// its place in the advice, to its name.
export function clean(s, places) {
  if (s?.format !== 1 || !s.on || typeof s.on !== 'object') return null;
  const list = empty();
  for (const [key, base] of Object.entries(s.on)) {
    if (/^[a-z0-9-]{1,120}$/.test(key)) list.on.set(key, base && typeof base === 'object' ? new Map(Object.entries(base).filter(([, v]) => typeof v === 'string')) : 0);
  }
  for (const step of Array.isArray(s.done) ? s.done : []) if (typeof step === 'string') list.done.add(places.get(step) || step);
  return list;
}

// plain is a list as it is kept.
export function plain(list) {
  const on = [...list.on].map(([key, base]) => [key, base && Object.fromEntries(base)]);
  return JSON.stringify({format: 1, on: Object.fromEntries(on), done: [...list.done]});
}

// write keeps a list in this browser; an empty one leaves nothing. It returns false where there is no room.
export function write(list) {
  try {
    if (list.on.size || list.done.size) localStorage.setItem(KEY, plain(list));
    else localStorage.removeItem(KEY);
    return true;
  } catch { return false; }
}

// read returns the list of this browser. One that names steps by their places is written again at once: they may move.
export function read(places) {
  try {
    const kept = localStorage.getItem(KEY), list = clean(JSON.parse(kept), places);
    if (list && JSON.parse(kept).done?.some((step) => places.has(step))) write(list);
    return list || empty();
  } catch { return empty(); }
}

// linked returns the keys of a link's fragment, which is never sent.
export const linked = (hash) => /^#o=([a-z0-9,-]{1,20000})$/.exec(hash)?.[1].split(',').filter(Boolean);

export function download(blob, name) {
  const a = document.createElement('a');
  a.href = URL.createObjectURL(blob);
  a.download = name;
  a.click();
  setTimeout(() => URL.revokeObjectURL(a.href), 1e4);
}

// draw makes a picture of texts, each with its size, its colour by name, and the room above it.
export function draw(texts) {
  const css = getComputedStyle(document.documentElement), colour = (name) => css.getPropertyValue('--' + name).trim();
  const canvas = document.createElement('canvas'), c = canvas.getContext('2d'), rows = [];
  for (const [text, size, ink, above] of texts) {
    c.font = `${size}px ${size > 30 ? 'Georgia, serif' : 'sans-serif'}`;
    const first = rows.length;
    let line = '';
    const put = () => rows.push({line, font: c.font, size, ink, above: rows.length > first ? 0 : above});
    for (const word of text.split(' ')) {
      if (line && c.measureText(line + ' ' + word).width > 960) { put(); line = ''; }
      line += (line && ' ') + word;
    }
    put();
  }
  canvas.width = 1080;
  canvas.height = rows.reduce((y, r) => y + r.above + r.size * 1.35, 120);
  c.fillStyle = colour('paper');
  c.fillRect(0, 0, canvas.width, canvas.height);
  let y = 60;
  for (const r of rows) {
    y += r.above + r.size * 1.35;
    c.font = r.font;
    c.fillStyle = colour(r.ink);
    c.fillText(r.line, 60, y - r.size * .3);
  }
  return canvas;
}
