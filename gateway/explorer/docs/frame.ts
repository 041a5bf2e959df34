import { html } from './html.ts';
import { roomPath, titleOf } from './links.ts';
import type { Page } from './pages.ts';
import type { Reference } from './reference.ts';
import { labelled, said, words } from './words.ts';

/** Addresses of what every page loads. Without an icon a browser asks for /favicon.ico, which is not here. */
type Assets = { style: string; language: string; script: string; icon: string };

/** A whole page: what is the same on all of them around what is its own. */
export function frame(reference: Reference, page: Page, { style, language, script, icon }: Assets): string {
  const { base, rooms, contract } = reference;
  const isHere = (name: string) => page.name === name && html` aria-current="page"`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title data-vi="${page.title.vi} · Liên Thông">${page.title.en} · Liên Thông</title>
<link rel="icon" href="${icon}" type="image/svg+xml">
<link rel="stylesheet" href="${style}">
<script src="${language}"></script>
<script src="${script}" type="module" data-index="${base}/search.json"></script>
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
<li><a href="${base}"${isHere('')}>${said(words.overview)}</a></li>
${rooms.map((room) => html`<li><a href="${roomPath(reference, room)}"${isHere(room)}>${said(titleOf(room))}</a></li>`)}
<li><a href="${roomPath(reference, 'operations')}"${isHere('operations')}>${said(words.operations)}</a></li>
<li><a href="${roomPath(reference, 'errors')}"${isHere('errors')}>${said(words.errors)}</a></li>
<li><a href="/">${said(words.explorer)}</a></li>
</ul>
</nav>
<main id="main" tabindex="-1" lang="en">
<h1>${said(page.title)}</h1>
${page.body}
</main>
</body>
</html>
`.text;
}
