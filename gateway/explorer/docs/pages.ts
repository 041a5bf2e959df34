import { isEnumType, isInputObjectType, isScalarType } from 'graphql';
import { contracts } from '../../../schema/contracts.ts';
import { describeField } from './describe-field.ts';
import { describeType } from './describe-type.ts';
import { errorsPage, readErrors } from './errors-page.ts';
import { type Html, html, prose } from './html.ts';
import { pathOf, roomPath, titleOf } from './links.ts';
import { type Reference, rootTypes } from './reference.ts';
import { said, type Words, words } from './words.ts';

/** A page: its path without the leading base, its title and what stands on it. */
export type Page = { name: string; title: Words; body: Html };

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
    title:
      contract === null
        ? words.schema
        : { en: `${words.schema.en} of ${contract}`, vi: `${words.schema.vi} của ${contract}` },
    body: html`
<p>${said(words.intro)}</p>
<p>${said(aboutRules)}</p>
<h2>${said(words.pages)}</h2>
<ul>${rooms.map((room) => html`<li><a href="${roomPath(reference, room)}">${said(titleOf(room))}</a></li>`)}
<li><a href="${roomPath(reference, 'operations')}">${said(words.committed)}</a></li>
<li><a href="${roomPath(reference, 'errors')}">${said(words.aboutErrors)}</a></li></ul>
${contract === null && partsList()}
<h2>${said(words.types)}</h2>
<ul class="columns">${reference.types.map(({ name }) => html`<li><a href="${pathOf(reference, name)}">${name}</a></li>`)}</ul>`,
  };
}

/** The contracts, each with a reference of its own: who reads the whole may know of them. */
const partsList = () => html`
<h2>${said(words.contracts)}</h2>
<ul>${contracts.map(({ name, description }) => html`<li><a href="/docs/${name}">${name}</a>: ${description}</li>`)}</ul>`;

const aboutRules = {
  en: html`At each field stands who may see it: a scope of the token, a declared purpose where the data is sensitive, or anyone ("public"). What a caller may not
see is <code>null</code>, with an error that says what is missing. A field without <code>!</code> may be null too when its database does not answer.`,
  vi: html`Ở mỗi trường có ghi ai được xem: phạm vi của mã truy cập, mục đích phải khai khi dữ liệu là nhạy cảm, hoặc bất kỳ ai (“công khai”). Điều người hỏi không
được xem là <code>null</code>, kèm lỗi nêu điều còn thiếu. Trường không có <code>!</code> cũng có thể là null khi cơ sở dữ liệu của nó không trả lời.`,
};

/** The questions that a database answers, its records, and what they are asked and filtered by. */
function roomPage(reference: Reference, room: string): Page {
  const { schema, ownersOf, roomOf } = reference;
  const questions = rootTypes(schema).flatMap((root) =>
    Object.values(root.getFields())
      .filter((field) => (ownersOf(root.name, field.name)[0] ?? 'shared') === room)
      .map((field) => describeField(reference, root.name, field)),
  );
  const types = reference.types.filter(({ name }) => roomOf(name) === room);
  const parts: [Words, Html[]][] = [
    [words.questions, questions],
    [
      words.records,
      types
        .filter((type) => !isEnumType(type) && !isInputObjectType(type) && !isScalarType(type))
        .map((type) => describeType(reference, type)),
    ],
    [words.inputs, types.filter(isInputObjectType).map((type) => describeType(reference, type))],
    [
      words.values,
      types.filter((type) => isEnumType(type) || isScalarType(type)).map((type) => describeType(reference, type)),
    ],
  ];
  return {
    name: room,
    title: titleOf(room),
    body: html`${parts.map(([title, all]) => all.length > 0 && html`<h2>${said(title)}</h2>${all}`)}`,
  };
}

function operationsPage({ examples }: Reference): Page {
  return {
    name: 'operations',
    title: words.committed,
    body: html`
<p>${said(words.aboutCommitted)}</p>
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
