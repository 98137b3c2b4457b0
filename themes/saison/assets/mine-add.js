// The button that adds an organisation to My leaks. Without this script it is a link to that page. What is kept: see mine.js.

const KEY = 'saison.mine';

function read() {
  try {
    const list = JSON.parse(localStorage.getItem(KEY));
    if (list?.format === 1 && list.on && typeof list.on === 'object') return list;
  } catch { /* nothing kept, or nothing that can be read */ }
  return {format: 1, on: {}, done: []};
}

for (const link of document.querySelectorAll('[data-mine]')) {
  const key = link.dataset.mine, button = document.createElement('button'), has = () => Object.hasOwn(read().on, key);
  const text = link.firstElementChild.textContent;
  button.type = 'button';
  button.className = link.className;
  button.append(...link.childNodes);
  button.firstElementChild.setAttribute('aria-live', 'polite');
  const show = () => {
    button.firstElementChild.textContent = has() ? link.dataset.added : text;
    button.classList.toggle('is-on', has());
  };
  button.addEventListener('click', () => {
    const list = read();
    if (has()) delete list.on[key];
    else list.on[key] = 0; // nothing noted yet: mine.js notes what is known
    try { localStorage.setItem(KEY, JSON.stringify(list)); } catch { location.assign(link.href); }
    show();
  });
  for (const event of ['storage', 'pageshow']) addEventListener(event, show); // changed in another tab, or on My leaks before coming back
  show();
  link.replaceWith(button);
}
