import type { Answered } from '../ask.ts';
import { useWords } from '../frame/language.tsx';
import { purposeNames, roleNames } from '../session/names.ts';
import { useSession } from '../session/session.tsx';
import { explainErrors, lackedBy, type Refusal, roleThatWouldDo, usualPurpose, vietnameseTitle } from './explain.ts';
import { administrator, whomToAsk } from './whom-to-ask.ts';
import './refusals.css';

const words = {
  vi: {
    title: (count: number) => `${count} trường bị từ chối`,
    others: 'Lỗi khác',
    field: 'Trường',
    places: (count: number) => `${count} chỗ`,
    needs: 'Còn thiếu',
    ask: 'Liên hệ',
    law: 'Căn cứ',
    token: 'mã truy cập (token)',
    scope: 'phạm vi',
    and: ' và ',
    or: ', hoặc ',
    national: 'phụ trách cả nước',
    purpose: 'khai mục đích',
    chooseAbove: 'tự khai ở ô Mục đích phía trên',
    nobody: 'không ai được xem',
    take: (role: string) => `Dùng vai trò ${role}`,
    declare: (purpose: string) => `Khai mục đích: ${purpose}`,
    titleOf: vietnameseTitle,
    again: 'rồi chạy lại câu hỏi.',
  },
  en: {
    title: (count: number) => `${count} ${count === 1 ? 'field is' : 'fields are'} refused`,
    others: 'Other errors',
    field: 'Field',
    places: (count: number) => `${count} ${count === 1 ? 'place' : 'places'}`,
    needs: 'What is missing',
    ask: 'Whom to ask',
    law: 'Legal basis',
    token: 'a token',
    scope: 'scope',
    and: ' and ',
    or: ', or ',
    national: 'national jurisdiction',
    purpose: 'a declared purpose',
    chooseAbove: 'declare it yourself at Purpose above',
    nobody: 'nobody is told',
    take: (role: string) => `Take the role ${role}`,
    declare: (purpose: string) => `Declare the purpose: ${purpose}`,
    titleOf: (title: string) => title,
    again: 'then run the query again.',
  },
};

/** Why parts of an answer are missing, and what would help. */
export function Refusals({ answered }: { answered: Answered }) {
  const said = useWords(words);
  const { refusals, others } = explainErrors(answered.answer.errors ?? []);
  if (refusals.length + others.length === 0) return null;
  return (
    <section className="refusals" aria-live="polite">
      {refusals.length > 0 && (
        <details open>
          <summary>{said.title(refusals.length)}</summary>
          <Help refusals={refusals} />
          <ul>
            {refusals.map((refusal) => (
              <li key={`${refusal.path} ${refusal.message}`}>
                <Explained refusal={refusal} />
              </li>
            ))}
          </ul>
        </details>
      )}
      {others.length > 0 && (
        <details open>
          <summary>{said.others}</summary>
          <ul>
            {others.map(({ message, path, extensions }) => (
              <li key={message}>
                {extensions?.code !== undefined && <code>{extensions.code}</code>} {message}{' '}
                {path && <code>{path.join('.')}</code>}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Explained({ refusal: { path, places, missing, legalBasis } }: { refusal: Refusal }) {
  const said = useWords(words);
  const owners = useWords(whomToAsk);
  const anyone = useWords(administrator);
  const scopes = missing.scopes
    ?.map((all) => all.map((scope) => `${said.scope} ${scope}`).join(said.and))
    .join(said.or);
  const isNational = missing.policies?.flat().includes('national');
  const needs = [
    ...(missing.authentication ? [said.token] : []),
    ...(scopes ? [scopes] : []),
    ...(isNational ? [said.national] : []),
    ...(missing.purpose ? [said.purpose] : []),
  ];
  const asked = new Set((missing.scopes ?? []).flat().map((scope) => owners[scope] ?? anyone));
  if (asked.size === 0 && (missing.authentication || isNational)) asked.add(anyone);
  return (
    <dl>
      <dt>{said.field}</dt>
      <dd>
        <code>{path}</code> ({said.places(places)})
      </dd>
      <dt>{said.needs}</dt>
      <dd>{needs.length > 0 ? needs.join(said.and) : said.nobody}</dd>
      {needs.length > 0 && (
        <>
          <dt>{said.ask}</dt>
          <dd>{[...asked, ...(missing.purpose ? [said.chooseAbove] : [])].join('; ')}</dd>
        </>
      )}
      {legalBasis.length > 0 && (
        <>
          <dt>{said.law}</dt>
          <dd>{legalBasis.map(({ document, title }) => `${document}: ${said.titleOf(title)}`).join('; ')}</dd>
        </>
      )}
    </dl>
  );
}

/** What one can do about it here: declare a purpose, or in development take the role that would be told. */
function Help({ refusals }: { refusals: Refusal[] }) {
  const said = useWords(words);
  const roles = useWords(roleNames);
  const purposes = useWords(purposeNames);
  const { known, purpose, choosePurpose, chooseRole } = useSession();
  const lacked = lackedBy(refusals);
  const needsRole = lacked.scopes.length > 0 || lacked.policies.includes('national') || !known?.caller;
  const wanted = lacked.purpose ? usualPurpose([...lacked.scopes, ...(known?.caller?.scopes ?? [])]) : purpose;
  const named = wanted === null ? '' : (purposes[wanted] ?? wanted);
  if (!needsRole && wanted !== null)
    return (
      <p>
        <button type="button" className="button" onClick={() => choosePurpose(wanted)}>
          {said.declare(named)}
        </button>{' '}
        {said.again}
      </p>
    );
  const role = roleThatWouldDo(lacked, known?.caller?.scopes ?? [], known?.roles ?? []);
  if (!role) return null;
  return (
    <p>
      <button type="button" className="button" onClick={() => void chooseRole(role.name, wanted)}>
        {said.take(roles[role.name] ?? role.name)}
        {lacked.purpose && ` (${named})`}
      </button>{' '}
      {said.again}
    </p>
  );
}
