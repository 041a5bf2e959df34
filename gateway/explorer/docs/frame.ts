import { type Html, html } from './html.ts';
import { roomPath, titleOf } from './links.ts';
import type { Page } from './pages.ts';
import type { Reference } from './reference.ts';
import { labelled, said, type Words, words } from './words.ts';

/** Addresses of what pages load. Without an icon a browser asks for /favicon.ico, which is not here. */
export type Assets = { style: string; language: string; search: string; own: string; icon: string };

type Framed = {
  title: Words;
  /** Of the start page. */
  base: string;
  contract: string | null;
  /** What the search looks through. */
  index: string;
  links: Html;
  body: Html;
  /** Of a page that has one beside those of all. */
  script?: string;
};

/** A whole page of a reference. */
export function framePage(reference: Reference, { name, title, body }: Page, assets: Assets): string {
  const { base, rooms, contract } = reference;
  const link = (to: string, said: Html, here: string) =>
    html`<li><a href="${to}"${name === here && html` aria-current="page"`}>${said}</a></li>`;
  const links = html`${link(base, said(words.overview), '')}
${rooms.map((room) => link(roomPath(reference, room), said(titleOf(room)), room))}
${link(roomPath(reference, 'operations'), said(words.operations), 'operations')}
${link(roomPath(reference, 'errors'), said(words.errors), 'errors')}
<li><a href="/">${said(words.explorer)}</a></li>`;
  return frame({ title, base, contract, index: `${base}/search.json`, links, body }, assets);
}

/** The page in which those of a contract are shown that a token is needed for (own.js). */
export function frameOwn(assets: Assets): string {
  const links = html`<li><a href="/">${said(words.explorer)}</a></li>`;
  const body = html`<p>${said(words.aboutOwn)}</p>
<p id="refused" hidden>${said(words.ownRefused)}</p>`;
  const index = '/docs/public/search.json';
  return frame({ title: words.own, base: '/docs', contract: null, index, links, body, script: assets.own }, assets);
}

/** What is the same on all pages around what is its own. */
function frame({ title, base, contract, index, links, body, script }: Framed, assets: Assets): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title data-vi="${title.vi} · Liên Thông">${title.en} · Liên Thông</title>
<link rel="icon" href="${assets.icon}" type="image/svg+xml">
<link rel="stylesheet" href="${assets.style}">
<script src="${assets.language}"></script>
${script !== undefined && html`<script src="${script}" type="module"></script>`}
<script src="${assets.search}" type="module" data-index="${index}"></script>
</head>
<body>
<a class="skip" href="#main">${said(words.skip)}</a>
<header>
<p class="brand"><a href="${base}">Liên Thông</a> · ${said(words.reference)}${contract !== null && ` · ${contract}`}</p>
<select id="language" aria-label="Ngôn ngữ / Language" hidden>
<option value="vi" lang="vi">Tiếng Việt</option>
<option value="en" lang="en">English</option>
</select>
<search>
<label for="search">${said(words.search)}</label>
<input id="search" type="search" autocomplete="off" spellcheck="false">
<p id="found" role="status"></p>
<ol id="results"></ol>
</search>
</header>
<nav${labelled(words.pages)}>
<ul>
${links}
</ul>
</nav>
<main id="main" tabindex="-1" lang="en">
<h1>${said(title)}</h1>
${body}
</main>
</body>
</html>
`.text;
}
