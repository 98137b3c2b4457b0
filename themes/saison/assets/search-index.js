// Records of incidents, and finding them. It knows no page: search.js is the one that shows what is found.
// Index takes a manifest and shards of the search index (described in internal/search/FORMAT.md), newest first.

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const LANGS = ['fr', 'nl', 'en'];
const FACETS = ['country', 'type', 'sector', 'status', 'cause', 'regulator', 'season', 'review'];
const FOUND_BY = ['org', 'type', 'country', 'sector', 'status', 'cause', 'via', 'regulator'];
const WEIGHT = {org: 1, via: .8, type: .75, cause: .65, sector: .6, status: .6, country: .6, regulator: .6};
const LIGATURES = {œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l', đ: 'd'};
const DAY = 864e5;

// plain writes text without case and accents; fold also without signs. internal/search/names.go folds in the same way.
const plain = (s) => (/^[\0-\x7f]*$/.test(s) ? s.toLowerCase() : s.toLowerCase().replace(/[œæßøłđ]/g, (c) => LIGATURES[c]).normalize('NFD').replace(/\p{M}/gu, ''));
export const fold = (s) => plain(s).replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
const stem = (w) => (w.length < 4 ? w : w.replace(/aux$/, 'al').replace(/(?<=...)(es|en|s|x|e)$/, ''));
const bits = (w) => { let m = 0; for (let i = 0; i < w.length; i++) m |= 1 << (w.charCodeAt(i) % 31); return m; };
const ones = (n) => {
  n -= (n >>> 1) & 0x55555555;
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
};
const typos = (w) => (w.length >= 8 ? 2 : w.length >= 4 ? 1 : 0);

let [before, above, row] = Array.from({length: 3}, () => new Uint8Array(256));

// distance returns the edits (a swap is one) from a to b, and from a to the nearest beginning of b; over max is far.
export function distance(a, b, max) {
  const m = Math.min(b.length, a.length + max, 255), far = max + 1;
  for (let j = 0; j <= m; j++) above[j] = j;
  for (let i = 1; i <= a.length; i++) {
    const from = Math.max(1, i - max), to = Math.min(m, i + max);
    let best = far;
    row[0] = i;
    if (from > 1) row[from - 1] = far;
    for (let j = from; j <= to; j++) {
      let d = above[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      if (j < i + max) d = Math.min(d, above[j] + 1);
      d = Math.min(d, row[j - 1] + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d = Math.min(d, before[j - 2] + 1);
      row[j] = d;
      if (d < best) best = d;
    }
    if (best > max) return [far, far];
    [before, above, row] = [above, row, before];
  }
  let start = far;
  for (let j = Math.max(0, a.length - max); j <= m; j++) start = Math.min(start, above[j]);
  return [Math.abs(b.length - a.length) > max ? far : above[m], start];
}

const CALENDARS = [];
for (const lang of LANGS) { // a language takes the browser some milliseconds: the reader comes in between
  for (const month of ['long', 'short']) CALENDARS.push(new Intl.DateTimeFormat(lang, {month, timeZone: 'UTC'}));
  await new Promise((done) => setTimeout(done));
}
const MONTHS = Array.from({length: 12}, (_, m) => CALENDARS.map((c) => fold(c.format(Date.UTC(2024, m, 15)))));
const monthOf = (w) => {
  let m = MONTHS.findIndex((names) => names.some((n) => w.length > 2 && n.startsWith(w)));
  if (m < 0 && w.length > 4) m = MONTHS.findIndex((names) => names.some((n) => distance(w, n, 1)[0] < 2));
  return m < 0 ? '' : String(m + 1).padStart(2, '0');
};

const SCALES = [[/^(k|mille|milliers?|duizend|thousand)$/, 1e3], [/^(m|mio|mln|millions?|miljoen)$/, 1e6], [/^(mrd|milliards?|miljard|billions?)$/, 1e9]];
const NUMBER = /(?<![\d.,-])(\d{1,3}(?:[ .,\u00a0\u202f]\d{3})+|\d+(?:[.,]\d+)?)(?:\s*(k|m|mio|mln|mrd|mille|milliers?|duizend|thousand|millions?|miljoen|milliards?|miljard|billions?))?(?![\p{L}\d])/gu;

const NONE = [];
const DATES = new Map();
const iso = (day) => DATES.get(day) || DATES.set(day, new Date(day * DAY).toISOString().slice(0, 10)).get(day);

// Record is an incident; of each kind it has a list of features.
class Record {
  get has() { return FOUND_BY.flatMap((kind) => this[kind]); }

  get id() {
    if (typeof this.tail === 'string') return this.tail;
    return fold(this.org[0].label).replaceAll(' ', '-') + '-' + (this.breach || this.published).slice(0, 7) + (this.tail ? '-' + this.tail : '');
  }
}

export class Index {
  constructor(manifest) {
    this.manifest = manifest;
    this.records = [];
    this.features = new Map(); // kind and ID → what a record may have
    this.words = new Map();    // word → {w, mask, stem, at: [phrase, letters]}
    this.stems = new Map();
    this.ignored = new Set(manifest.ignored.split(/\s+/));
    this.cache = new Map();
    this.spellings = new Map();
    const lists = {type: manifest.types, sector: manifest.sectors, status: manifest.statuses, cause: manifest.causes, regulator: manifest.regulators};
    this.lists = {country: manifest.countries.map((c) => this.feature('country', c, ...countryNames(c, manifest.lang)))};
    for (const kind in lists) {
      this.lists[kind] = (lists[kind] || []).map((t) => this.feature(kind, t.id, t.label, [t.label, ...(t.words || [])]));
    }
    for (const {season} of manifest.shards) this.feature('season', season, season === 'undated' ? manifest.words.undated : season.replace('-', '–'), []);
    for (const r of ['auto', 'done']) this.feature('review', r, manifest.words[r], []);
  }

  feature(kind, id, label, names) {
    const key = kind + ' ' + id;
    let f = this.features.get(key);
    if (!f) {
      f = {kind, id, label, post: [], names: new Set(), count: 0};
      f.alone = [f];
      if (kind === 'org') {
        f.via = {kind: 'via', id, label, post: []};
        f.via.alone = [f.via];
      }
      this.features.set(key, f);
    }
    for (const name of names) this.phrase(f, name);
    return f;
  }

  // phrase makes a name findable by each of its words, and by all of them in one.
  phrase(f, text) {
    const all = fold(text).split(' ');
    const glued = all.join('');
    if (!glued || f.names.has(glued)) return;
    f.names.add(glued);
    let said = all.filter((w, i) => !this.ignored.has(w) && all.indexOf(w) === i);
    if (!said.length) said = all;
    const p = {f, text, size: said.reduce((n, w) => n + w.length, 0)};
    for (const w of said) this.word(w).at.push([p, w.length]);
    if (all.length > 1) this.word(glued).at.push([p, p.size]);
  }

  word(w) {
    let e = this.words.get(w);
    if (!e) {
      this.words.set(w, e = {w, mask: bits(w), at: []});
      const s = stem(w);
      this.stems.has(s) ? this.stems.get(s).push(e) : this.stems.set(s, [e]);
    }
    return e;
  }

  // add appends the records of a shard. Shards come newest first: the order of records is the order of dates. Records share
  // what they have in common (lists of features, dates): there is less to make and to keep.
  add(s) { for (const _ of this.parts(s)); }

  // parts adds a shard step by step, for a page that has other things to do in between.
  * parts(s) {
    const orgs = [];
    for (const [name, ...also] of s.organisations) {
      orgs.push(this.feature('org', name, name, [name, ...also]));
      if (orgs.length % 100 === 0) yield;
    }
    this.cache.clear();
    const types = s.types.split(' '), countries = s.countries.split(' '), regulators = s.regulators.split(' ');
    const season = [this.features.get('season ' + s.season)];
    const review = {a: [this.features.get('review auto')], d: [this.features.get('review done')]};
    let day = Date.parse(s.last) / DAY;
    for (let i = 0; i < s.ids.length; i++) {
      const p = s.published[i], b = s.breach[i], of = s.of[i];
      if (typeof p === 'number') day -= p;
      const r = new Record();
      r.org = typeof of === 'number' ? orgs[of].alone : of.map((n) => orgs[n]);
      r.type = this.spelt('type', types[i]);
      r.country = this.spelt('country', countries[i]);
      r.sector = this.spelt('sector', s.sectors[i]);
      r.status = this.spelt('status', s.statuses[i]);
      r.cause = this.spelt('cause', s.causes[i]);
      r.regulator = this.spelt('regulator', regulators[i]);
      r.via = s.via[i] ? orgs[s.via[i] - 1].via.alone : NONE;
      r.season = season;
      r.review = review[s.reviews[i]];
      r.published = typeof p === 'number' ? iso(day) : p || '';
      r.breach = typeof b === 'number' ? iso(day - b) : b || '';
      r.people = s.people[i];
      r.claimed = s.claimed[i];
      r.tail = s.ids[i];
      for (const kind of FOUND_BY) for (const f of r[kind]) f.post.push(this.records.length);
      this.records.push(r);
      if (i % 200 === 199) yield;
    }
  }

  // spelt returns the features that letters stand for.
  spelt(kind, letters) {
    const key = kind + letters;
    let list = this.spellings.get(key);
    if (!list) this.spellings.set(key, list = letters === '.' ? NONE : Array.from(letters, (l) => this.lists[kind][LETTERS.indexOf(l)]));
    return list;
  }

  // match returns the words that a typed one may stand for, each with how well. loose also allows typos in known words.
  match(text, last, loose) {
    const key = text + (last ? ' last' : '') + (loose ? ' loose' : '');
    let found = this.cache.get(key);
    if (found) return found;
    this.cache.set(key, found = new Map());
    const put = (e, q) => { if (!(found.get(e) >= q)) found.set(e, q); };
    if (this.words.has(text)) put(this.words.get(text), 1);
    for (const e of this.stems.get(stem(text)) || []) put(e, .95);
    const exact = found.size > 0;
    if (text.length >= (last ? 2 : exact ? 99 : 4)) {
      for (const e of this.words.values()) if (e.w.startsWith(text)) put(e, .55 + .35 * text.length / e.w.length);
    }
    if (!found.size || (loose && !exact)) this.guess(text, last, put);
    return found;
  }

  // guess puts the words within a few edits; of the last word, still being typed, also those that begin so, if the first
  // letter is right. Letters are compared as bits first: most words are out at once.
  guess(text, last, put) {
    const max = typos(text), mask = bits(text), n = text.length;
    if (!max) return;
    for (const e of this.words.values()) {
      const first = e.w[0] === text[0], more = e.w.length - n;
      if (more < -max || ones(mask & ~e.mask) > max) continue;
      const begun = last && first && n > 4;
      if (!begun && (more > max || ones(e.mask & ~mask) > max)) continue;
      const [whole, start] = distance(text, e.w, max);
      if (whole <= max) put(e, .7 - .15 * whole + (first ? .05 : 0));
      else if (begun && start < 2) put(e, .4);
    }
  }

  // parse cuts a query into clauses: a word, a date or a number, each with what it asks of a record.
  parse(q) {
    const clauses = [];
    const date = (text, y, m = '', d = '') => {
      m = m && m.padStart(2, '0');
      d = d && d.padStart(2, '0');
      const is = (s) => s.startsWith(y) && (!m || s.slice(5, 7) === m) && (!d || s.slice(8) === d);
      clauses.push({text, word: m ? '' : text, test: (r) => (is(r.published) || is(r.breach) ? .8 : 0)});
      return ' ';
    };
    let s = ' ' + plain(q) + ' ';
    s = s.replace(/\b(20\d\d) ?[-–\/] ?(20)?(\d\d)\b/g, (all, y, _, z) => {
      if (+y.slice(2) + 1 !== +z) return all;
      const name = y + '-20' + z;
      clauses.push({text: name, test: (r) => (r.season[0].id === name ? .8 : 0)});
      return ' ';
    });
    s = s.replace(/\b(20\d\d)-(\d\d)(?:-(\d\d))?\b/g, (all, y, m, d) => date(all, y, m, d));
    s = s.replace(/\b(?:(\d{1,2})[\/.-])?(\d{1,2})[\/.-](20\d\d)\b/g, (all, d, m, y) => date(all, y, m, d));
    s = s.replace(/\b([a-z]{3,}) (\d{1,2}), ?(20\d\d)\b/g, (all, w, d, y) => (monthOf(w) ? date(all, y, monthOf(w), d) : all));
    s = s.replace(/(?:\b(\d{1,2})(?:er|e|st|nd|rd|th)? +)?(?:of )?\b([a-z]{3,})\.? +(?:de +)?(20\d{0,2})\b/g,
      (all, d, w, y) => (monthOf(w) ? date(all.trim(), y, monthOf(w), d) : all));
    s = s.replace(/(?<![\d.,])\b20\d\d?\b(?! ?\d{3}\b)/g, (y) => (y.length === 4 || /20\d\s*$/.test(s) ? date(y, y) : y));
    s = s.replace(NUMBER, (all, digits, scale) => this.number(all.trim(), digits, scale, clauses) ?? all);
    return clauses.concat(this.tokens(s.replace(/[^\p{L}\p{N}]+/gu, ' ').trim(), !clauses.length, /\s$/.test(q)));
  }

  number(text, digits, scale, clauses) {
    const by = scale ? SCALES.find(([re]) => re.test(scale))[1] : 1;
    const n = by * Number(/[., \u00a0\u202f]\d{3}(?!\d)/.test(digits) && by === 1 ? digits.replace(/\D/g, '') : digits.replace(',', '.').replace(/\s/g, ''));
    if (!(n >= 100) || this.words.has(digits)) return null;
    const near = (v) => (v && Math.abs(v - n) <= .05 * n ? .9 - 4 * Math.abs(v - n) / n : 0);
    clauses.push({text, word: scale ? '' : digits, test: (r) => Math.max(near(r.people), near(r.claimed) * .9)});
    return ' ';
  }

  // tokens returns a clause a word that says something; where none does, one for each.
  tokens(s, alone, ended) {
    let list = s.split(' ').filter(Boolean);
    for (let i = 0; i + 1 < list.length; i++) { // "b post" is bpost
      const glued = list[i] + list[i + 1];
      const whole = (w) => w.length > 1 && this.words.has(w);
      if (this.words.has(glued) && !(whole(list[i]) && whole(list[i + 1]))) list.splice(i, 2, glued);
    }
    const end = ended ? '' : list.at(-1);
    const said = list.filter((w) => !this.ignored.has(w));
    list = said.length || !alone ? said : list;
    return list.map((word) => {
      const m = MONTHS.findIndex((names) => names.includes(word));
      const mm = '-' + String(m + 1).padStart(2, '0');
      const is = (d) => d.slice(4, 7) === mm;
      return {text: word, word, last: word === end, test: m < 0 ? null : (r) => (is(r.published) || is(r.breach) ? .6 : 0)};
    });
  }

  // weigh gives each clause its features, each with its score and the name that matched. A name that the query covers
  // whole is worth more than one of which it says a part.
  weigh(clauses, loose) {
    const names = new Map();
    clauses.forEach((c, i) => {
      c.found = new Map();
      if (!c.word) return;
      for (const [e, q] of this.match(c.word, c.last, loose)) {
        for (const [p, letters] of e.at) {
          let n = names.get(p);
          if (!n) names.set(p, n = {by: [], letters: 0});
          if (!n.by[i]) n.letters += letters;
          n.by[i] = Math.max(n.by[i] || 0, q);
        }
      }
    });
    for (const [p, n] of names) {
      const cover = .4 + .6 * Math.min(1, n.letters / p.size);
      n.by.forEach((q, i) => {
        const s = q * cover * WEIGHT[p.f.kind], had = clauses[i].found.get(p.f);
        if (!had || had.s < s) clauses[i].found.set(p.f, {s, text: p.text, typed: clauses[i].text});
      });
    }
    for (const c of clauses) for (const [f, m] of [...c.found]) if (f.via?.post.length) c.found.set(f.via, {...m, s: m.s * WEIGHT.via});
  }

  // named returns the organisations of which a query says the name, the best first.
  named(q) {
    const clauses = this.tokens(fold(q), true, /\s$/.test(q)), score = new Map();
    for (const loose of [false, true]) {
      this.weigh(clauses, loose);
      score.clear();
      for (const c of clauses) {
        for (const [f, {s}] of c.found) if (f.kind === 'org') score.set(f, (score.get(f) || 0) + s + 1); // each word counts most
      }
      if (Math.max(...score.values()) > clauses.length) break;
    }
    return [...score.keys()].sort((a, b) => score.get(b) - score.get(a)).filter((f) => score.get(f) >= clauses.length);
  }

  // search answers a query: record numbers in order, and what count and why need. A record must answer every clause; where none
  // does, those that answer most come, and relaxed says so.
  search({q = '', filters = {}, sort = '', from = '', to = ''} = {}) {
    const clauses = this.parse(q), n = this.records.length;
    if (this.room?.[0].length !== n) this.room = [new Float32Array(n), new Uint8Array(n), new Float32Array(n)]; // kept: less to collect
    const [score, hits, got] = this.room;
    let most = 0;
    for (const loose of [false, true]) {
      this.weigh(clauses, loose);
      score.fill(0);
      hits.fill(0);
      for (const c of clauses) this.tally(c, score, hits, got);
      most = 0;
      for (let i = 0; i < n; i++) if (hits[i] > most) most = hits[i];
      if (most === clauses.length) break;
    }
    sort ||= clauses.length ? 'relevance' : 'date';
    const list = [], wanted = this.wanted(filters, from, to), none = clauses.length && !most;
    for (let i = 0; i < n && !none; i++) if (hits[i] >= most && !this.misses(this.records[i], wanted).length) list.push(i);
    return {clauses, relaxed: most > 0 && most < clauses.length, sort, hits, most: none ? 1 : most, wanted, list: this.sort(list, score, sort)};
  }

  tally(c, score, hits, got) {
    got.fill(0);
    for (const [f, {s}] of c.found) for (const i of f.post) if (got[i] < s) got[i] = s;
    if (c.test) this.records.forEach((r, i) => { const s = c.test(r); if (s > got[i]) got[i] = s; });
    for (let i = 0; i < got.length; i++) if (got[i]) { score[i] += got[i]; hits[i]++; }
  }

  // wanted returns the facets that have something ticked, and the period. A record known to the month is in every period that
  // touches the month.
  wanted(filters, from, to) {
    const list = FACETS.filter((kind) => filters[kind]?.length).map((kind) => ({kind, any: filters[kind].map((id) => this.features.get(kind + ' ' + id))}));
    const within = ({published, breach}) => {
      const d = published || breach;
      return d && d >= from.slice(0, d.length) && (!to || d.slice(0, to.length) <= to);
    };
    return from || to ? [...list, {kind: 'period', within}] : list;
  }

  // misses returns the facets in which a record does not stand: of a kind that has several ticked, any will do; of data
  // types, all must be there.
  misses(r, wanted) {
    if (!wanted.length) return wanted;
    const has = (kind) => (f) => r[kind].includes(f);
    return wanted.filter(({kind, any, within}) => !(within ? within(r) : kind === 'type' ? any.every(has(kind)) : any.some(has(kind))));
  }

  // count sets the count of each value of a facet: how many would be found if it were ticked next.
  count({hits, most, wanted}) {
    for (const f of this.features.values()) f.count = 0;
    for (let i = 0; i < hits.length; i++) {
      if (hits[i] < most) continue;
      const r = this.records[i], misses = this.misses(r, wanted);
      if (misses.length > 1 || misses[0]?.kind === 'type' || misses[0]?.within) continue;
      for (const kind of misses.length ? [misses[0].kind] : FACETS) for (const f of r[kind]) f.count++;
    }
  }

  // sort puts the best first, and of equals the newest.
  sort(list, score, by) {
    if (by === 'date') return list;
    const equals = new Map();
    for (const i of list) {
      const rank = by === 'people' ? this.records[i].people : Math.round(score[i] * 100);
      const same = equals.get(rank);
      same ? same.push(i) : equals.set(rank, [i]);
    }
    return [...equals.keys()].sort((a, b) => b - a).flatMap((rank) => equals.get(rank));
  }
}

const ATLASES = Object.fromEntries(LANGS.map((lang) => [lang, new Intl.DisplayNames(lang, {type: 'region'})]));

// countryNames returns the name of a country in a language, and its names in all; a code that is none stands for itself.
function countryNames(code, lang) {
  const name = (l) => { try { return ATLASES[l].of(code); } catch { return code; } };
  return [name(lang), LANGS.map(name)];
}
