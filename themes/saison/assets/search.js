// The search page. It fills #search, beside the form that the server rendered, and keeps its state in the address. It reads
// the manifest at once, the newest season when the reader turns to the search, the other seasons while idle; after that
// nothing more is asked of the network. Parts of #search marked data-static step aside while there are results.
// #search has data-lang, data-index (the address of the folder of the index), data-code (that of search-index.js) and
// data-feeds (the addresses of feeds, by the facets that each follows).

const FACETS = ['country', 'type', 'sector', 'status', 'cause', 'regulator', 'season', 'review'];
const PAGE = 10;
const root = document.getElementById('search');

// h makes an element: a class, and children that are nodes or text.
function h(tag, cls, ...children) {
  const e = document.createElement(tag);
  if (cls) e.className = cls;
  e.append(...children.filter(Boolean));
  return e;
}

class Page {
  constructor(manifest, index) {
    this.manifest = manifest;
    this.index = index;
    this.say = manifest.words;
    this.input = root.querySelector('input[type=search], input[name=q]');
    this.base = root.dataset.index.replace(/data\/search\/$/, ''); // the site may stand in a folder
    this.left = [...manifest.shards];
    this.boxes = new Map();
    const lang = {fr: 'fr-FR', nl: 'nl-BE', en: 'en-GB'}[manifest.lang];
    this.number = new Intl.NumberFormat(lang);
    this.day = new Intl.DateTimeFormat(lang, {day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC'});
    this.month = new Intl.DateTimeFormat(lang, {month: 'long', year: 'numeric', timeZone: 'UTC'});
    this.build();
    this.listen();
    const typed = this.input.value; // before the script was there
    this.restore();
    if (typed && !this.input.value) { this.input.value = typed; this.changed(); }
    if (document.activeElement === this.input) { this.entered = true; this.turn(); this.show(); }
  }

  // build lays out what stays: sorting, facets, the line that tells, the list.
  build() {
    const say = this.say;
    this.order = h('select');
    for (const by of ['relevance', 'date', 'people']) {
      const o = h('option', '', say[by]);
      o.value = by;
      this.order.append(o);
    }
    this.clear = h('button', 'search-clear', say.clear);
    this.clear.type = 'button';
    this.status = h('p', 'search-status');
    this.status.setAttribute('role', 'status');
    this.note = h('div', 'search-note');
    this.list = h('ol', 'search-results');
    this.more = h('button', 'search-more', say.more);
    this.more.type = 'button';
    this.wide = matchMedia('(min-width: 60rem)').matches;
    this.facets = h('div', 'search-facets is-waiting', ...FACETS.map((kind) => this.facet(kind)), this.period());
    this.facets.setAttribute('role', 'group');
    this.facets.setAttribute('aria-label', say.filters);
    const filters = h('details', 'search-filters', h('summary', '', say.filters), this.facets);
    filters.open = this.wide; // on a narrow screen they would stand before the results
    this.feeds = JSON.parse(root.dataset.feeds || '{}');
    this.feed = h('p', 'search-feed');
    const tools = h('div', 'search-tools', this.status, this.clear, h('label', 'search-sort', say.sort + ' ', this.order));
    this.wait = h('p', 'search-loading', say.loading); // below the results: its going moves nothing
    this.results = h('div', 'search-found', tools, this.note, this.list, this.more, this.wait, this.feed);
    this.out = h('div', 'search-out is-waiting', filters, this.results);
    this.out.hidden = true;
    root.insertBefore(this.out, root.querySelector('[data-static]'));
  }

  facet(kind) {
    const box = h('details', 'search-facet', h('summary', '', this.say[kind]));
    box.open = this.wide && !['review', 'cause', 'regulator'].includes(kind);
    box.append(h('ul', ''));
    for (const f of this.index.features.values()) if (f.kind === kind) this.option(f, box.lastChild);
    return box;
  }

  // period lets the reader say from which day to which.
  period() {
    this.days = ['from', 'to'].map((name) => {
      const input = h('input');
      input.type = 'date';
      input.name = name;
      return input;
    });
    return h('details', 'search-facet', h('summary', '', this.say.period),
      h('ul', '', ...this.days.map((input) => h('li', '', h('label', '', this.say[input.name] + ' ', input)))));
  }

  option(f, list) {
    const tick = h('input'), count = h('span', 'search-count');
    tick.type = 'checkbox';
    tick.name = f.kind;
    tick.value = f.id;
    const item = h('li', '', h('label', '', tick, ' ' + f.label + ' ', count));
    list.append(item);
    this.boxes.set(f, {item, tick, count});
  }

  listen() {
    const turn = () => this.turn();
    for (const event of ['focusin', 'pointerenter', 'touchstart']) root.addEventListener(event, turn, {once: true, passive: true});
    this.input.addEventListener('focus', () => { this.entered = true; this.show(); });
    this.input.addEventListener('input', () => this.changed());
    this.input.form?.addEventListener('submit', (e) => { e.preventDefault(); this.changed(true); });
    this.facets.addEventListener('change', () => this.changed(true));
    this.order.addEventListener('change', () => { this.sort = this.order.value; this.changed(true); });
    this.clear.addEventListener('click', () => {
      for (const {tick} of this.boxes.values()) tick.checked = false;
      for (const day of this.days) day.value = '';
      this.changed(true);
      this.input.focus();
    });
    this.more.addEventListener('click', () => this.next());
    addEventListener('popstate', () => this.restore());
    addEventListener('keydown', (e) => this.key(e));
  }

  // key: / goes to the field, arrows walk through the results, Escape comes back, and then empties the field.
  key(e) {
    if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing) return;
    const at = document.activeElement, links = [...this.list.querySelectorAll('.search-link')], i = links.indexOf(at);
    if (e.key === '/' && !/^(INPUT|TEXTAREA|SELECT)$/.test(at?.tagName)) this.input.focus();
    else if (e.key === 'ArrowDown' && (i >= 0 || at === this.input)) links[i + 1]?.focus();
    else if (e.key === 'ArrowUp' && i >= 0) (links[i - 1] || this.input).focus();
    else if (e.key === 'Escape' && i >= 0) this.input.focus();
    else if (e.key === 'Escape' && at === this.input && at.value) { at.value = ''; this.changed(true); }
    else return;
    e.preventDefault();
  }

  // restore takes the state from the address.
  restore() {
    const p = new URLSearchParams(location.search);
    this.input.value = p.get('q') || '';
    this.sort = p.get('sort') || '';
    for (const [f, {tick}] of this.boxes) tick.checked = p.getAll(f.kind).includes(f.id);
    for (const day of this.days) {
      day.value = p.get(day.name) || '';
      if (day.value) day.closest('details').open = true;
    }
    if (location.search.length > 1) this.turn();
    this.show();
  }

  // changed writes the state to the address: an act makes a step to come back to, typing does not.
  changed(act) {
    this.turn();
    this.show();
    clearTimeout(this.timer);
    if (act) this.keep('pushState');
    else this.timer = setTimeout(() => this.keep('replaceState'), 300);
  }

  keep(how) {
    const p = new URLSearchParams();
    if (this.input.value.trim()) p.set('q', this.input.value.trim());
    for (const [f, {tick}] of this.boxes) if (tick.checked) p.append(f.kind, f.id);
    for (const {name, value} of this.days) if (value) p.set(name, value);
    if (this.sort && this.active()) p.set('sort', this.sort);
    const to = location.pathname + (p.size ? '?' + p : '');
    if (to !== location.pathname + location.search) history[how](null, '', to);
  }

  filters() {
    const filters = {};
    for (const [f, {tick}] of this.boxes) if (tick.checked) (filters[f.kind] ||= []).push(f.id);
    return filters;
  }

  active() { return this.input.value.trim() !== '' || this.facets.querySelector(':checked') !== null || this.days.some((day) => day.value); }

  // turn loads the seasons: the newest now, each of the others when the browser has nothing better to do.
  async turn() {
    if (this.turned) return;
    this.turned = true;
    const idle = globalThis.requestIdleCallback || ((f) => setTimeout(f, 50));
    while (this.left.length) {
      const {season, digest} = this.left[0];
      try {
        const answer = await fetch(root.dataset.index + season + '.json?' + digest);
        if (!answer.ok) throw new Error(answer.status);
        await this.add(await answer.json());
      } catch {
        this.turned = false; // the next act tries again
        for (const e of [this.out, this.facets]) e.classList.remove('is-waiting');
        this.wait.hidden = true;
        this.note.replaceChildren(this.say.failed);
        return;
      }
      this.left.shift();
      if (!this.list.contains(document.activeElement)) this.show(this.shown); // a row that has the focus stays
      await new Promise((done) => idle(done, {timeout: 1000}));
    }
    clearTimeout(this.counting);
    if (this.found) this.count(); // before they are seen: a facet that comes moves those below it
    this.facets.classList.remove('is-waiting');
  }

  // add puts a season into the index, a few milliseconds at a time.
  async add(shard) {
    let from = performance.now();
    for (const _ of this.index.parts(shard)) {
      if (performance.now() - from < 10) continue;
      await new Promise((done) => setTimeout(done));
      from = performance.now();
    }
  }

  // show answers what the field and the facets ask, with at least so many rows. Facets stand ready as soon as the reader
  // is in the field; results take the place of the lists only where something is asked.
  show(rows = 0) {
    const active = this.active();
    this.out.hidden = !active && !this.entered;
    this.results.hidden = !active;
    for (const e of root.querySelectorAll('[data-static]')) e.hidden = active;
    if (this.left.length && this.left.length === this.manifest.shards.length) { // nothing to search in yet
      return;
    }
    const filters = this.filters();
    const [from, to] = this.days.map((day) => day.value);
    this.found = this.index.search({q: this.input.value, filters, sort: this.sort, from, to});
    this.order.value = this.found.sort;
    this.clear.hidden = !Object.keys(filters).length && !from && !to;
    clearTimeout(this.counting);
    this.counting = setTimeout(() => this.count(), 30); // the results first
    this.wait.hidden = !this.left.length;
    this.tell(active);
    this.shown = 0;
    this.list.replaceChildren();
    if (active) this.next(rows);
  }

  // offer links to the narrowest feed that holds all that is found, and says what of the search it does not follow. Of a
  // kind that has several ticked, any will do, and no feed of one holds them; of data types, all must be there.
  offer() {
    const {wanted} = this.found, ticked = wanted.flatMap(({kind, any = []}) => (kind === 'type' || any.length === 1 ? any : []));
    let best;
    for (const rule in this.feeds) {
      const ways = rule.split(' ').filter(Boolean).reduce((ways, kind) => ways.flatMap((w) => ticked.filter((f) => f.kind === kind).map((f) => [...w, f])), [[]]);
      for (const way of ways) {
        const n = this.index.records.filter((r) => way.every((f) => r[f.kind].includes(f))).length;
        if (n && (!best || n < best.n || (n === best.n && way.length > best.way.length))) best = {n, way, rule};
      }
    }
    if (!best) return this.feed.replaceChildren();
    const {say} = this, left = wanted.filter(({kind, any = []}) => any.some((f) => !best.way.includes(f)) || kind === 'period').map(({kind}) => say[kind]);
    if (this.input.value.trim()) left.unshift(say.words);
    const link = h('a', '', say.feed.replace('{q}', best.way.map((f) => f.label).join(' · ') || say.all));
    link.href = best.way.reduce((s, f) => s.replace(`{${f.kind}}`, fold(f.id).replaceAll(' ', '-')), this.feeds[best.rule]);
    this.feed.replaceChildren(link, left.length ? h('small', '', ' ' + say.wider.replace('{q}', left.join(', '))) : '');
  }

  count() {
    if (!this.left.length) this.offer(); // rows that still come would push it down
    this.index.count(this.found);
    for (const [f, {item, tick, count}] of this.boxes) {
      const text = this.number.format(f.count), hidden = !f.count && !tick.checked;
      if (count.textContent !== text) count.textContent = text;
      if (item.hidden !== hidden) item.hidden = hidden;
    }
    this.out.classList.remove('is-waiting'); // with its facets hidden, nothing moves by itself while seasons come
    this.facets.classList.toggle('is-waiting', this.left.length > 0);
    for (const box of this.facets.children) box.hidden = !box.querySelector('li:not([hidden])');
  }

  // tell says how many were found, and what to try where none were. What is read aloud waits until typing rests.
  tell(active) {
    const n = this.found.list.length, say = this.say, none = !n && !this.left.length, parts = [];
    const text = !active ? '' : n ? this.form(say.found, n) : none ? say.none : '';
    clearTimeout(this.speech);
    this.speech = setTimeout(() => {
      if (this.status.textContent !== text) this.status.textContent = text;
      if (none) this.note.prepend(...this.near());
    }, 250);
    if (n && this.found.relaxed) parts.push(h('p', '', say.relaxed));
    if (none) parts.push(h('p', '', say.advice));
    this.note.replaceChildren(...parts);
  }

  // near proposes names close to a word that nothing answers.
  near() {
    const close = [];
    for (const c of this.found.clauses) {
      if (!c.word || c.found.size) continue;
      const max = Math.min(3, Math.ceil(c.word.length / 3));
      for (const e of this.index.words.values()) {
        const d = distance(c.word, e.w, max)[0];
        if (d <= max) close.push([d, e.at[0][0].text]);
      }
    }
    const names = [...new Set(close.sort((a, b) => a[0] - b[0]).map(([, text]) => text))].slice(0, 3);
    return names.length ? [h('p', '', this.say.near + ' ', ...names.flatMap((name) => [this.propose(name), ' ']))] : [];
  }

  propose(name) {
    const b = h('button', 'search-near', name);
    b.type = 'button';
    b.addEventListener('click', () => { this.input.value = name; this.changed(true); this.input.focus(); });
    return b;
  }

  next(least = 0) {
    const rows = this.found.list.slice(this.shown, this.shown + Math.max(PAGE, least));
    this.list.append(...rows.map((n) => this.row(this.index.records[n])));
    const first = this.shown && this.list.children[this.shown]?.querySelector('a');
    this.shown += rows.length;
    this.more.hidden = this.shown >= this.found.list.length;
    if (first) first.focus();
  }

  form(forms, n) { // French counts 0 and 1 as singular; the forms here are never shown for 0
    const [one, many] = forms.split('|');
    return (n === 1 ? one : many).replace('{n}', this.number.format(n));
  }

  date(d) {
    const t = h('time', '', (d.length > 7 ? this.day : this.month).format(Date.parse(d)));
    t.dateTime = d;
    return t;
  }

  row(r) {
    const why = this.why(r), hit = new Set(why.map((m) => m.f));
    const link = h('a', 'search-link', r.org.map((f) => f.label).join(', ') || r.id);
    link.href = this.base + this.manifest.path.slice(1) + r.id + '/';
    const facts = [...r.country, ...r.sector, ...r.status].map((f) => f.label);
    if (r.people) facts.push(this.form(this.say.count, r.people));
    else if (r.claimed) facts.push(this.form(this.say.claimed, r.claimed));
    if (r.via.length) facts.push(this.say.via.replace('{q}', r.via[0].label));
    const when = r.published || r.breach;
    const line = h('p', 'search-facts', when && this.date(when), when && facts.length ? ' · ' : '', facts.join(' · '));
    const types = r.type.map((f) => h('li', '', hit.has(f) ? h('mark', '', f.label) : f.label));
    return h('li', 'search-result', h('h3', '', link), line, types.length && h('ul', 'search-types', ...types), why.length && this.because(why));
  }

  // why says what of a record answers each clause.
  why(r) {
    const has = r.has;
    return this.found.clauses.map((c) => {
      let best = null;
      for (const f of has) {
        const m = c.found.get(f);
        if (m && !(best && best.s >= m.s)) best = {f, ...m};
      }
      return best || (c.test && c.test(r) ? {text: c.text} : null);
    }).filter(Boolean);
  }

  // because tells what the query met (an organisation: by which of its names), and what was typed where that was another word.
  because(why) {
    const met = new Map();
    for (const {f, text, typed} of why) {
      const alias = f && f.label !== text && (f.kind === 'org' || f.kind === 'via');
      const name = !f ? text : f.label + (alias ? ` (${text})` : ''), said = met.get(name) || [];
      if (f && !fold(text).split(' ').some((w) => w.startsWith(typed))) said.push(typed);
      met.set(name, said);
    }
    const parts = [...met].map(([name, said]) => (said.length ? said.join(' ') + ' → ' : '') + name);
    return h('p', 'search-why', this.say.why + ' ' + parts.join(' · '));
  }
}

let fold, distance; // come with the index, which loads beside the manifest

if (root) {
  const at = root.dataset.index + root.dataset.lang + '.json';
  const manifest = fetch(at).then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(at))));
  const [code, m] = await Promise.all([import(root.dataset.code || './search-index.js'), manifest]);
  ({fold, distance} = code);
  const index = new code.Index(m);
  await new Promise((done) => setTimeout(done)); // what the reader does comes first
  new Page(m, index);
}
