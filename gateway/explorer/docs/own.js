// The reference of the contract that the token of this tab is bound to. Where its pages are not for everybody they are asked for with the
// token, which no link carries: so this page asks for them, and shows each in its own place. The address says which: /docs/own#/docs/NAME/officials#Official

const keptToken = () => {
  try {
    return JSON.parse(sessionStorage.getItem('lienthong:session') ?? '{}').token;
  } catch {
    return undefined;
  }
};
const token = keptToken();
const headers = { accept: '*/*', ...(token && { authorization: `Bearer ${token}` }) };
// For the search too.
globalThis.askReference = (path) => fetch(path, { headers });

const root = document.documentElement;
const main = document.getElementById('main');
const links = document.querySelector('nav ul');
const heading = main.querySelector('h1');
const refused = document.getElementById('refused');
let base = '';
let shown = '';

async function start() {
  const answer = await fetch('/explorer/caller', { headers });
  const { caller = null } = answer.ok ? await answer.json() : {};
  if (!caller?.contract) {
    if (answer.ok || answer.status === 401) refuse();
    return;
  }
  base = `/docs/${caller.contract}`;
  document.querySelector('script[data-index]').dataset.index = `${base}/search.json`;
  addEventListener('hashchange', show);
  document.addEventListener('click', follow);
  await show();
}

/** The page that the address asks for, and the part of it: of this reference alone, for a link elsewhere may name any path. */
function asked() {
  const [, path = '', part] = location.hash.split('#');
  const isOwn = path === base || (path.startsWith(`${base}/`) && /^[\w-]+$/.test(path.slice(base.length + 1)));
  return isOwn ? [path, part] : [base];
}

async function show() {
  const [path, part] = asked();
  if (path !== shown) {
    const answer = await askReference(path);
    if (path !== asked()[0]) return;
    if (answer.status === 401 || answer.status === 404) refuse();
    if (!answer.ok) return;
    put(new DOMParser().parseFromString(await answer.text(), 'text/html'));
    shown = path;
  }
  const place = (part && document.getElementById(part)) || main;
  place.scrollIntoView();
  if (place === main) main.focus({ preventScroll: true });
}

/** Says why a token shows nothing. What says that one is needed stands here already, for who has none. */
function refuse() {
  if (!token) return;
  refused.hidden = false;
  main.replaceChildren(heading, refused);
  shown = '';
}

function put(page) {
  links.replaceChildren(...page.querySelector('nav ul').childNodes);
  main.replaceChildren(...page.getElementById('main').childNodes);
  const title = page.querySelector('title');
  title.dataset.en = title.textContent;
  if (root.lang === 'vi') title.textContent = title.dataset.vi;
  document.querySelector('title').replaceWith(title);
}

/** A link to a page of this reference, as the page that is shown means it. */
function follow(event) {
  const link = event.target.closest?.('a[href]');
  if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const { pathname, hash } = new URL(link.getAttribute('href'), new URL(shown, location.origin));
  if (pathname !== base && !pathname.startsWith(`${base}/`)) return;
  event.preventDefault();
  const before = location.hash;
  location.hash = pathname + hash;
  // Asked for once more: the address stays, and the reader went elsewhere on the page.
  if (location.hash === before) show();
}

// Without an answer what stands here says what to do.
start().catch(() => {});
