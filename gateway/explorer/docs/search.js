// The search of the reference: looks a text up among the names and descriptions of one schema. Without it the pages are read as they are.

const most = 40;
const input = /** @type {HTMLInputElement} */ (document.getElementById('search'));
const status = /** @type {HTMLElement} */ (document.getElementById('found'));
const list = /** @type {HTMLElement} */ (document.getElementById('results'));
const address = () => document.querySelector('script[data-index]')?.getAttribute('data-index') ?? '';
/** Another is set by own.js, which has a token to send. */
const ask = (path) => (globalThis.askReference ?? fetch)(path);

const words = {
  en: { all: (count) => `${count} found`, first: (count) => `${count} found, the first ${most} shown` },
  vi: { all: (count) => `Tìm thấy ${count}`, first: (count) => `Tìm thấy ${count}, đang hiện ${most} kết quả đầu` },
};

/** @type {Promise<{ name: string, path: string, text: string, folded: string }[]> | undefined} */
let index;

/** Without case and diacritics, as people type who look for Vietnamese words. */
const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase();

async function load() {
  const entries = await (await ask(address())).json();
  return entries.map((entry) => ({ ...entry, folded: fold(`${entry.name} ${entry.text}`) }));
}

/** A name that begins with it, then one that holds it, then a description that does. */
function rank({ name, folded }, wanted) {
  const own = fold(name);
  const last = own.slice(own.lastIndexOf('.') + 1);
  if (own === wanted || last === wanted) return 0;
  if (own.startsWith(wanted) || last.startsWith(wanted)) return 1;
  if (own.includes(wanted)) return 2;
  return folded.includes(wanted) ? 3 : 4;
}

function show(entries) {
  list.replaceChildren(
    ...entries.map(({ name, path, text }) => {
      const item = document.createElement('li');
      const link = document.createElement('a');
      link.href = path;
      link.textContent = name;
      item.append(link, ` ${text}`);
      return item;
    }),
  );
}

async function search() {
  const wanted = fold(input.value.trim());
  if (wanted === '') {
    status.textContent = '';
    return show([]);
  }
  index ??= load();
  const found = (await index)
    .map((entry) => ({ entry, at: rank(entry, wanted) }))
    .filter(({ at }) => at < 4)
    .sort((a, b) => a.at - b.at || a.entry.name.length - b.entry.name.length);
  // Typed on meanwhile: the later search shows what it finds.
  if (wanted !== fold(input.value.trim())) return;
  const { first, all } = words[document.documentElement.lang] ?? words.en;
  status.textContent = found.length > most ? first(found.length) : all(found.length);
  show(found.slice(0, most).map(({ entry }) => entry));
}

input.addEventListener('input', search);
// In the language that is chosen meanwhile.
document.getElementById('language')?.addEventListener('change', search);
// Chosen on this same page: the list has done its work.
list.addEventListener('click', () => {
  input.value = '';
  search();
});
