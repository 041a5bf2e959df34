import { isEnumType, isInputObjectType, isScalarType } from 'graphql';
import { describeField } from './describe-field.ts';
import { describeType } from './describe-type.ts';
import { errorsPage, readErrors } from './errors-page.ts';
import { type Html, html, prose } from './html.ts';
import { pathOf, roomPath, titleOf } from './links.ts';
import { type Reference, rootTypes } from './reference.ts';

/** A page: its path without the leading base, its title and what stands on it. */
export type Page = { name: string; title: string; body: Html };

/** All pages of a reference. */
export function createPages(reference: Reference): Page[] {
  return [
    startPage(reference),
    ...reference.rooms.map((room) => roomPage(reference, room)),
    operationsPage(reference),
    errorsPage(reference.errors),
  ];
}

function startPage(reference: Reference): Page {
  const { rooms, contract } = reference;
  return {
    name: '',
    title: contract === null ? 'The schema' : `The schema of ${contract}`,
    body: html`
<p>One GraphQL schema over separately owned national databases. Each page tells the questions that one of them answers, and its types; a record of one
database leads to what the others tell of the same person, unit or employer.</p>
<p>At each field stands who may see it: a scope of the token, a declared purpose where the data is sensitive, or anyone ("public"). What a caller may not see
is <code>null</code>, with an error that says what is missing. A field without <code>!</code> may be null too when its database does not answer.</p>
<h2>Pages</h2>
<ul>${rooms.map((room) => html`<li><a href="${roomPath(reference, room)}">${titleOf(room)}</a></li>`)}
<li><a href="${roomPath(reference, 'operations')}">Operations that come with the schema</a></li>
<li><a href="${roomPath(reference, 'errors')}">Errors: what each code means, and what to do</a></li></ul>
<h2>Types</h2>
<ul class="columns">${reference.types.map(({ name }) => html`<li><a href="${pathOf(reference, name)}">${name}</a></li>`)}</ul>`,
  };
}

/** The questions that a database answers, its records, and what they are asked and filtered by. */
function roomPage(reference: Reference, room: string): Page {
  const { schema, ownersOf, roomOf } = reference;
  const questions = rootTypes(schema).flatMap((root) =>
    Object.values(root.getFields())
      .filter((field) => (ownersOf(root.name, field.name)[0] ?? 'shared') === room)
      .map((field) => describeField(reference, root.name, field)),
  );
  const types = reference.types.filter(({ name }) => roomOf(name) === room);
  const parts: [string, Html[]][] = [
    ['Questions', questions],
    [
      'Records',
      types
        .filter((type) => !isEnumType(type) && !isInputObjectType(type) && !isScalarType(type))
        .map((type) => describeType(reference, type)),
    ],
    ['Filters and other input', types.filter(isInputObjectType).map((type) => describeType(reference, type))],
    [
      'Values and scalars',
      types.filter((type) => isEnumType(type) || isScalarType(type)).map((type) => describeType(reference, type)),
    ],
  ];
  return {
    name: room,
    title: titleOf(room),
    body: html`${parts.map(([title, all]) => all.length > 0 && html`<h2>${title}</h2>${all}`)}`,
  };
}

function operationsPage({ examples }: Reference): Page {
  return {
    name: 'operations',
    title: 'Operations that come with the schema',
    body: html`
<p>Each is kept working by tests, and trusted for everyone where only trusted documents are executed.</p>
${examples.map(
  ({ name, comment, text }) => html`
<section class="type" id="${name}"><h3><a href="#${name}">${name}</a></h3>${prose(comment)}<pre tabindex="0"><code>${text}</code></pre></section>`,
)}`,
  };
}

/** What the search looks through: each name with where it stands and how its description begins. */
export function createIndex(reference: Reference): { name: string; path: string; text: string }[] {
  const { schema, types, examples, errors } = reference;
  const fields = [...rootTypes(schema), ...types].flatMap((type) => {
    const parts = isEnumType(type) ? type.getValues() : 'getFields' in type ? Object.values(type.getFields()) : [];
    return parts.map(({ name, description }) => ({
      name: `${type.name}.${name}`,
      path: pathOf(reference, type.name, name),
      text: begin(description),
    }));
  });
  return [
    ...types.map(({ name, description }) => ({
      name,
      path: pathOf(reference, name),
      text: begin(description),
    })),
    ...fields,
    ...examples.map(({ name, comment }) => ({
      name,
      path: `${roomPath(reference, 'operations')}#${name}`,
      text: begin(comment),
    })),
    ...readErrors(errors).flatMap(({ rows }) =>
      rows.map(({ code, means }) => ({
        name: code,
        path: `${roomPath(reference, 'errors')}#${code}`,
        text: begin(means),
      })),
    ),
  ];
}

const begin = (text: string | null | undefined) =>
  (text ?? '').replaceAll(/\s+/g, ' ').replaceAll('`', '').slice(0, 120);
