import { type GraphQLType, getNamedType } from 'graphql';
import { type Html, html } from './html.ts';
import type { Reference } from './reference.ts';
import type { Words } from './words.ts';

/** What rooms are called for people. */
const titles: Record<string, Words> = {
  'administrative-units': { en: 'Administrative units and agencies', vi: 'Đơn vị hành chính và cơ quan' },
  'data-quality': { en: 'Data quality', vi: 'Chất lượng dữ liệu' },
  'labor-employment': { en: 'Labour and employment', vi: 'Lao động, việc làm' },
  officials: { en: 'Officials', vi: 'Cán bộ, công chức, viên chức' },
  'social-security': { en: 'Social security', vi: 'An sinh xã hội' },
  shared: { en: 'Shared by several databases', vi: 'Dùng chung của nhiều cơ sở dữ liệu' },
};

/** A room that is not named yet is called by its subgraph. */
export const titleOf = (room: string): Words => titles[room] ?? { en: room, vi: room };

export const roomPath = ({ base }: Reference, room: string) => `${base}/${room}`;

/** Where a type stands, or `Type.field`; of the root types' fields the page of the database that answers them. */
export function pathOf(reference: Reference, type: string, field?: string): string {
  const isRoot = [reference.schema.getQueryType()?.name, reference.schema.getMutationType()?.name].includes(type);
  const room = isRoot && field ? (reference.ownersOf(type, field)[0] ?? 'shared') : reference.roomOf(type);
  return `${roomPath(reference, room)}#${field ? `${type}.${field}` : type}`;
}

/** A type as it is written, `[Official!]!`, its name a link. */
export function typeLink(reference: Reference, type: GraphQLType): Html {
  const named = getNamedType(type);
  const [before = '', after = ''] = String(type).split(named.name);
  const name = reference.types.includes(named)
    ? html`<a href="${pathOf(reference, named.name)}">${named.name}</a>`
    : html`${named.name}`;
  return html`<code>${before}${name}${after}</code>`;
}
