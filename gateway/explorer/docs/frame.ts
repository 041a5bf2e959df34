import { html } from './html.ts';
import { roomPath, titleOf } from './links.ts';
import type { Page } from './pages.ts';
import type { Reference } from './reference.ts';

/** Addresses of what every page loads. Without an icon a browser asks for /favicon.ico, which is not here. */
type Assets = { style: string; script: string; icon: string };

/** A whole page: what is the same on all of them around what is its own. */
export function frame(reference: Reference, page: Page, { style, script, icon }: Assets): string {
  const { base, rooms, contract } = reference;
  const isHere = (name: string) => page.name === name && html` aria-current="page"`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${page.title} · Liên Thông</title>
<link rel="icon" href="${icon}" type="image/svg+xml">
<link rel="stylesheet" href="${style}">
<script src="${script}" type="module" data-index="${base}/search.json"></script>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header>
<p class="brand"><a href="${base}">Liên Thông</a> reference${contract !== null && ` · ${contract}`}</p>
<search>
<label for="search">Search types, fields and operations</label>
<input id="search" type="search" autocomplete="off" spellcheck="false">
<p id="found" role="status"></p>
<ol id="results"></ol>
</search>
</header>
<nav aria-label="Pages">
<ul>
<li><a href="${base}"${isHere('')}>Overview</a></li>
${rooms.map((room) => html`<li><a href="${roomPath(reference, room)}"${isHere(room)}>${titleOf(room)}</a></li>`)}
<li><a href="${roomPath(reference, 'operations')}"${isHere('operations')}>Operations</a></li>
<li><a href="${roomPath(reference, 'errors')}"${isHere('errors')}>Errors</a></li>
<li><a href="/">Explorer</a></li>
</ul>
</nav>
<main id="main" tabindex="-1">
<h1>${page.title}</h1>
${page.body}
</main>
</body>
</html>
`.text;
}
