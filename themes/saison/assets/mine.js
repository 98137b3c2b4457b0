// My leaks. The reader ticks organisations; the page shows which of their data is out. Everything that may be shown comes to
// every reader alike (the page, the organisations, all seasons of the search index), whatever is ticked; what is ticked stays
// in this browser, and only after an act of the reader. mine-keep.js keeps it, also as a file, a link and a picture.

const FOUND = 12;
const SURE = ['confirmed', 'disputed']; // what is only claimed, denied or withdrawn is told apart, and is not out
const root = document.getElementById('mine');
const {KEY, clean, download, draw, empty, linked, plain, read, write} = await import(root.dataset.keep);
const $ = (id) => document.getElementById('mine-' + id);
const {say, count, types, means} = JSON.parse($('facts').textContent);
const lang = root.dataset.lang, locale = {fr: 'fr-FR', nl: 'nl-BE', en: 'en-GB'}[lang];
const number = new Intl.NumberFormat(locale);
const [day, month] = ['numeric', undefined].map((d) => new Intl.DateTimeFormat(locale, {day: d, month: 'long', year: 'numeric', timeZone: 'UTC'}));
const fill = (s, ...args) => s.replace(/\{(\d)\}/g, (_, n) => args[n]);
const form = (key, n) => count[key][n === 1 || (!n && lang === 'fr') ? 0 : 1].replace('{n}', number.format(n));

// h makes an element: a class, and children that are nodes or text.
function h(tag, cls, ...children) {
  const e = document.createElement(tag);
  if (cls) e.className = cls;
  e.append(...children.filter(Boolean));
  return e;
}

const orgs = new Map(); // key → {key, names, country, sector, aliases}
const named = new Map(); // name → the same
let index, fold, manifest, loaded, guest, undone;
const places = new Map(); // a step as older lists name it, by its place in the advice → its name
let state;

// save keeps the list; it is called by acts of the reader only.
function save() {
  if (guest) return;
  for (const [key, base] of state.on) if (!base) state.on.set(key, known(key));
  if (!write(state)) $('note').textContent = say.full;
}

const stamp = (r) => [r.status[0]?.id || '', ...r.type.map((f) => f.id)].join(' ');
const known = (key) => loaded && new Map(leaks(key).map((r) => [r.id, stamp(r)])) || 0;

// leaks returns the records of an organisation, newest first.
function leaks(key) {
  const posts = (orgs.get(key)?.names || []).flatMap((name) => index.features.get('org ' + name)?.post || []);
  return posts.sort((a, b) => a - b).map((n) => index.records[n]);
}

const nameOf = (key) => orgs.get(key)?.names[0] || key;
const firstDay = (r) => r.breach || r.published;
const sure = (r) => SURE.includes(r.status[0]?.id);
const spoken = (d) => (d.length > 7 ? day : month).format(Date.parse(d)).replace(/^1 (?=.*)/, lang === 'fr' ? '1er ' : '1 ');

function date(d) {
  const t = h('time', '', spoken(d));
  t.dateTime = d;
  return t;
}

// ticked names those of an incident's organisations that are ticked; who also names the provider.
const ticked = (r) => r.org.map((f) => f.label).filter((name) => state.on.has(named.get(name)?.key));

function who(r) {
  return ticked(r).join(', ') + (r.via.length ? ` (${fill(say.via, r.via[0].label)})` : '');
}

function link(r, text = who(r)) {
  const a = h('a', '', text);
  a.href = root.dataset.index.replace(/data\/search\/$/, '') + manifest.path.slice(1) + r.id + '/';
  return a;
}

const labels = (r) => types.filter((t) => r.type.some((f) => f.id === t.id)).map((t) => t.label).join(', ');
const lines = (cls, list, line) => h('ul', cls, ...list.map((x) => h('li', '', ...[line(x)].flat())));
const dated = (r) => [link(r), firstDay(r) && ', ', firstDay(r) && date(firstDay(r))];

function option(o) {
  const box = h('input');
  box.type = 'checkbox';
  box.dataset.key = o.key;
  box.checked = state.on.has(o.key);
  const where = [manifest.sectors.find((s) => s.id === o.sector)?.label, index.features.get('country ' + o.country)?.label];
  return h('li', '', h('label', '', box, h('span', '', o.names[0], h('small', '', where.filter(Boolean).join(', ')))));
}

function find() {
  const q = $('q').value, country = $('country').value;
  const list = fold(q) ? [...new Set(index.named(q).map((f) => named.get(f.id)))].filter((o) => o && fits(o, country)).slice(0, FOUND) : [];
  $('found').replaceChildren(...list.map(option));
  $('note').textContent = fold(q) && !list.length ? say.none : '';
}

const fits = (o, country) => !country || !o.country || o.country === country;

// door shows the organisations of a sector, those with leaks first.
function door(box) {
  const sector = box.dataset.sector, country = $('country').value, weight = new Map();
  for (const o of orgs.values()) if (o.sector === sector && fits(o, country)) weight.set(o, leaks(o.key).length);
  const list = [...weight.keys()].sort((a, b) => weight.get(b) - weight.get(a));
  box.lastElementChild.replaceChildren(...(box.open ? list.map(option) : []));
}

function toggle(key, yes) {
  yes ? state.on.set(key, 0) : state.on.delete(key);
  save();
  render();
  tell(fill(yes ? say.added : say.removed, nameOf(key)) + ' ' + $('sum').textContent);
}

function tell(text) { $('status').textContent = text; }

function show(name, yes) {
  const e = root.querySelector(`[data-show=${name}]`);
  if (e) e.hidden = !yes;
}

// render shows all that follows from the list.
function render() {
  for (const box of root.querySelectorAll('[data-key]')) box.checked = state.on.has(box.dataset.key);
  $('guest').hidden = !guest;
  const keys = [...state.on.keys()].sort((a, b) => nameOf(a).localeCompare(nameOf(b), lang));
  $('list').replaceChildren(...(keys.length ? keys.map(chip) : [h('li', 'note', loaded ? say.empty : say.loading)]));
  if (!loaded) return;
  const all = [...new Set(keys.flatMap(leaks))].sort((a, b) => (a.published < b.published ? 1 : -1));
  const out = new Map(); // data type → its records, the first leak first
  for (const r of all.filter(sure).reverse()) for (const f of r.type) out.has(f.id) ? out.get(f.id).push(r) : out.set(f.id, [r]);
  summary(keys, all, out);
  fresh(keys);
  mixes(out);
  families(all, out);
  doubts(all.filter((r) => !sure(r)));
  todo(all.filter(sure), out);
  $('steps').replaceChildren(...all.map(step));
  show('steps', all.length);
}

function chip(key) {
  const n = loaded ? leaks(key).length : 0, b = h('button', '', '×');
  b.type = 'button';
  b.dataset.remove = key;
  b.setAttribute('aria-label', fill(say.remove, nameOf(key)));
  return h('li', '', h('span', '', nameOf(key), h('small', '', loaded && (n ? form('leaks', n) : say.quiet))), b);
}

function summary(keys, all, out) {
  const by = keys.filter((key) => leaks(key).some((r) => sure(r)));
  show('sum', keys.length);
  $('sum').textContent = !keys.length ? '' : by.length ? fill(say.sum, form('by', by.length), form('kinds', out.size)) : say.nothing;
}

// fresh tells what was not there, or was otherwise, when the reader last read.
function fresh(keys) {
  const list = [];
  for (const key of keys) {
    const base = state.on.get(key);
    for (const r of base ? leaks(key) : []) {
      const [status, ...had] = (base.get(r.id) ?? 'new').split(' '), more = types.filter((t) => !had.includes(t.id) && r.type.some((f) => f.id === t.id));
      const what = [];
      if (!base.has(r.id)) what.push(say.fresh);
      else if (status !== (r.status[0]?.id || '')) what.push(fill(say.turned, r.status[0]?.label || say.unknown));
      if (base.has(r.id) && more.length) what.push(fill(say.more, more.map((t) => t.label).join(', ')));
      if (what.length) list.push([r, what.join(' · ')]);
    }
  }
  $('new').replaceChildren(...list.map(([r, what]) => h('li', '', h('strong', '', what), ' ', ...dated(r).filter(Boolean))));
  show('new', list.length);
}

// mixes shows the combinations that are met, and who lost all of it; where nobody did, who lost which part.
function mixes(out) {
  let met = 0;
  for (const li of root.querySelectorAll('[data-needs]')) {
    const parts = li.dataset.needs.split(' ').map((any) => any.split('|').filter((id) => out.has(id)));
    li.hidden = parts.some((any) => !any.length);
    if (li.hidden) continue;
    met++;
    const by = parts.map((any) => new Set(any.flatMap((id) => out.get(id).flatMap(ticked))));
    const whole = [...by[0]].filter((name) => by.every((names) => names.has(name)));
    const part = (any, n) => types.find((t) => t.id === any[0]).label + ' (' + few([...by[n]]) + ')';
    li.lastElementChild.textContent = whole.length ? fill(say.whole, few(whole)) : parts.map(part).join(' + ');
    li.lastElementChild.hidden = false;
  }
  show('mixes', met);
}

const few = (names) => names.slice(0, 3).join(', ') + (names.length > 3 ? '…' : '');

function families(all, out) {
  const list = types.filter((t) => out.has(t.id)), names = [...new Set(list.map((t) => t.family))];
  const untyped = all.filter((r) => sure(r) && !r.type.length);
  $('out').replaceChildren(...names.map((name) => h('div', 'family', h('h3', '', name), h('ul', 'leaks', ...list.filter((t) => t.family === name).map((t) => leak(t, out.get(t.id)))))),
    ...(untyped.length ? [h('div', 'family', h('h3', '', say.untyped), lines('mine-lines', untyped, dated))] : []));
  show('out', list.length || untyped.length);
}

function leak(t, records) {
  const dots = $('risk').content.firstElementChild.cloneNode(true), since = records.map(firstDay).filter(Boolean).sort()[0];
  dots.setAttribute('class', 'risk r' + t.risk);
  const from = h('p', 'mine-from', since && fill(say.since, since.length > 7 ? fill(say.day, spoken(since)) : spoken(since)) + ' · ');
  records.forEach((r, n) => from.append(n ? ', ' : '', link(r)));
  return h('li', 'leak m' + t.risk, h('p', 'leak-name', t.label + ' ', h('span', 'leak-risk', dots, t.word)), h('p', 'leak-does', t.does), from);
}

function doubts(list) {
  const parts = ['claimed', 'denied', 'withdrawn', ''].map((id) => [id, list.filter((r) => (r.status[0]?.id || '') === id)]).filter(([, some]) => some.length);
  $('doubt').replaceChildren(...parts.map(([id, some]) => h('div', 'family', h('h3', '', some[0].status[0]?.label || say.unknown),
    h('p', 'leak-does', means[id || 'unknown']), lines('mine-lines', some, dated))));
  show('doubt', parts.length);
}

// todo shows the steps for what is out: those of the countries of each leak, or of all where it is elsewhere.
function todo(list, out) {
  const lands = [...root.querySelectorAll('[data-country]')].map((e) => e.dataset.country).filter(Boolean);
  const here = (r, country) => !country || !r.country.some((f) => f.id !== country && lands.includes(f.id)) || r.country.some((f) => f.id === country);
  for (const part of root.querySelectorAll('[data-country]')) {
    for (const text of part.querySelectorAll('[data-name]')) {
      const type = text.dataset.type;
      text.hidden = !(type ? type.split(' ').flatMap((id) => out.get(id) || []) : list).some((r) => here(r, part.dataset.country));
    }
    part.hidden = !part.querySelector('[data-name]:not([hidden])');
  }
  show('todo', list.length);
  const boxes = [...root.querySelectorAll('[data-name]:not([hidden]) [data-step]')];
  for (const box of root.querySelectorAll('[data-step]')) box.checked = state.done.has(box.dataset.step);
  if ($('done')) $('done').textContent = boxes.filter((box) => box.checked).length + ' / ' + boxes.length;
}

function step(r) {
  const what = [r.status[0]?.label || say.unknown, labels(r)].filter(Boolean).join(' · ');
  return h('li', 's-' + (r.status[0]?.id || 'unknown'), firstDay(r) && date(firstDay(r)), h('span', '', link(r)), h('small', '', what));
}

// checklist makes a box of each step of an advice; the page names the steps, the same in every language.
function checklist() {
  for (const text of root.querySelectorAll('[data-name]')) {
    const keys = text.dataset.steps.split(' ');
    text.querySelectorAll('.advice-text li').forEach((li, n) => {
      const box = h('input');
      box.type = 'checkbox';
      box.dataset.step = text.dataset.name + '.' + keys[n];
      places.set(text.dataset.name + '.' + n, box.dataset.step);
      li.replaceChildren(h('label', '', box, h('span', '', ...li.childNodes)));
    });
  }
}

// picture draws the list as an image to keep.
function picture() {
  const texts = [[document.querySelector('h1').textContent, 52, 'ink', 0],
    [spoken(new Date().toISOString().slice(0, 10)) + ' · ' + location.host, 22, 'soft', 4], [$('sum').textContent, 34, 'accent', 24]];
  for (const e of $('out').querySelectorAll('.leak')) {
    texts.push([e.querySelector('.leak-name').firstChild.textContent, 28, 'ink', 22], [e.querySelector('.mine-from').textContent, 22, 'soft', 2]);
  }
  draw(texts).toBlob((blob) => download(blob, say.file + '.png'));
}

// join adds another list to the reader's.
function join(list) {
  for (const [key, base] of list.on) if (!state.on.get(key)) state.on.set(key, base);
  for (const s of list.done) state.done.add(s);
}

// visit shows the list of the address, where it has one.
function visit() {
  const keys = linked(location.hash);
  guest = Boolean(keys);
  state = guest ? clean({format: 1, on: Object.fromEntries(keys.map((key) => [key, 0]))}, places) : read(places);
  render();
}

const leave = () => { history.replaceState(null, '', location.pathname); visit(); };

const acts = {
  adopt() { const list = state; leave(); join(list); save(); render(); tell(form('opened', state.on.size)); },
  leave,
  read() {
    for (const key of state.on.keys()) state.on.set(key, 0);
    save();
    render();
    $('yours').focus();
  },
  async link() {
    const box = $('link').firstElementChild;
    box.value = location.origin + location.pathname + '#o=' + [...state.on.keys()].join(',');
    $('link').hidden = false;
    box.select();
    try { await navigator.clipboard.writeText(box.value); tell(say.copied); } catch { box.focus(); }
  },
  save() { download(new Blob([plain(state)], {type: 'application/json'}), say.file + '.json'); },
  open() { $('file').click(); },
  print() { print(); },
  picture,
  clear() {
    if (guest) leave();
    undone = state;
    state = empty();
    save();
    render();
    $('link').hidden = true;
    tell(say.cleared);
  },
  undo() { state = undone; undone = null; save(); render(); tell(form('opened', state.on.size)); },
};

async function open() {
  const [file] = $('file').files;
  let list = null;
  try { list = clean(JSON.parse(await file.text()), places); } catch { /* told below */ }
  $('file').value = '';
  $('note').textContent = list ? '' : say.bad;
  if (!list) return tell(say.bad);
  join(list);
  save();
  render();
  tell(form('opened', state.on.size));
}

function listen() {
  $('q').addEventListener('input', find);
  $('country').addEventListener('change', () => { find(); root.querySelectorAll('[data-sector]').forEach(door); });
  for (const box of root.querySelectorAll('[data-sector]')) box.addEventListener('toggle', () => door(box));
  $('file').addEventListener('change', open);
  root.addEventListener('change', ({target}) => {
    if (target.dataset.key) toggle(target.dataset.key, target.checked);
    if (!target.dataset.step) return;
    state.done[target.checked ? 'add' : 'delete'](target.dataset.step);
    save();
    render();
  });
  root.addEventListener('click', ({target}) => {
    const act = target.closest('button')?.dataset.act, key = target.dataset.remove;
    if (act) {
      acts[act]();
      root.querySelector('[data-act=undo]').hidden = !undone;
    }
    if (!key) return;
    const at = [...$('list').children].indexOf(target.closest('li'));
    toggle(key, false);
    ($('list').querySelectorAll('button')[Math.min(at, state.on.size - 1)] || $('q')).focus();
  });
  addEventListener('keydown', (e) => {
    const boxes = [...$('found').querySelectorAll('input')], at = boxes.indexOf(document.activeElement), field = document.activeElement === $('q');
    if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing) return;
    if (e.key === 'ArrowDown' && (field || at >= 0)) boxes[at + 1]?.focus();
    else if (e.key === 'ArrowUp' && at >= 0) (boxes[at - 1] || $('q')).focus();
    else if (e.key === 'Enter' && field && boxes[0]) boxes[0].click();
    else if (e.key === 'Escape' && at >= 0) $('q').focus();
    else return;
    e.preventDefault();
  });
  addEventListener('hashchange', visit);
  addEventListener('pageshow', (e) => { if (e.persisted && !guest) visit(); });
  addEventListener('storage', (e) => { if (e.key === KEY && !guest) visit(); });
}

const get = async (at) => {
  const answer = await fetch(at);
  if (!answer.ok) throw new Error(at);
  return answer.json();
};

// load reads the organisations, then every season, a few milliseconds at a time.
async function load() {
  const at = root.dataset.index;
  const [code, m, table] = await Promise.all([import(root.dataset.code), get(at + lang + '.json'), get(root.dataset.organisations)]);
  fold = code.fold;
  manifest = m;
  index = new code.Index(m);
  const seasons = m.shards.map((s) => get(at + s.season + '.json?' + s.digest));
  for (const [name, key, country, sector, ...aliases] of table) {
    const o = {names: [name].flat(), country, sector};
    o.key = key || o.names[0].toLowerCase().replaceAll(' ', '-');
    orgs.set(o.key, o);
    for (const n of o.names) {
      named.set(n, o);
      index.feature('org', n, n, [n, ...aliases]);
    }
  }
  listen();
  visit();
  let from = performance.now();
  for (const season of await Promise.all(seasons)) {
    for (const _ of index.parts(season)) {
      if (performance.now() - from < 10) continue;
      await new Promise((done) => setTimeout(done));
      from = performance.now();
    }
  }
  loaded = true;
  root.querySelectorAll('[data-sector][open]').forEach(door);
  render();
  show('keep', true);
  root.dataset.ready = '';
}

checklist();
state = read(places);
for (const e of root.querySelectorAll('[data-plain]')) e.hidden = true;
$('guest').hidden = !linked(location.hash);
root.classList.add('is-on');
load().catch(() => { $('note').textContent = say.failed; });
