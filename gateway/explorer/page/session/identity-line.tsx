import { useEffect, useState } from 'react';
import { instantParts, localeOf } from '../frame/dates.ts';
import { useLanguage, useWords } from '../frame/language.tsx';
import { namesOfReach } from './reach.ts';
import { useSession } from './session.tsx';
import type { Known } from './who-asks.ts';

const words = {
  vi: {
    nobody: 'Chưa có mã truy cập: chỉ xem dữ liệu công khai.',
    national: 'cả nước',
    nowhere: 'không phụ trách đơn vị nào',
    agency: 'cơ quan',
    units: 'đơn vị',
    more: (count: number) => `và ${count} đơn vị nữa`,
    until: 'đến',
    client: 'chương trình',
    contract: 'lược đồ của hợp đồng',
    reference: 'đọc lược đồ',
  },
  en: {
    nobody: 'No token: public data alone.',
    national: 'the whole country',
    nowhere: 'no unit to answer for',
    agency: 'agency',
    units: 'units',
    more: (count: number) => `and ${count} more`,
    until: 'until',
    client: 'program',
    contract: 'the schema of contract',
    reference: 'read that schema',
  },
};

/** Who one is to the gateway, for which units, and until when. */
export function IdentityLine() {
  const said = useWords(words);
  const { known } = useSession();
  if (!known) return null;
  return (
    <p className="who-line" aria-live="polite">
      {known.caller ? <Described caller={known.caller} /> : said.nobody}
    </p>
  );
}

function Described({ caller }: { caller: NonNullable<Known['caller']> }) {
  const said = useWords(words);
  const { language } = useLanguage();
  const { ask } = useSession();
  const [names, setNames] = useState<Record<string, string>>({});
  useEffect(() => {
    const gone = new AbortController();
    namesOfReach(caller, ask, gone.signal).then(setNames, () => {});
    return () => gone.abort();
  }, [caller, ask]);

  const call = (code: string) => (names[code] === undefined ? code : `${names[code]} (${code})`);
  const { agency, jurisdiction } = caller;
  const listed = jurisdiction === 'national' ? [] : jurisdiction.slice(0, 3);
  const rest = jurisdiction === 'national' ? 0 : jurisdiction.length - listed.length;
  const units = [...listed.map(call), ...(rest > 0 ? [said.more(rest)] : [])].join(', ');
  const parts = [
    ...(agency === null ? [] : [`${said.agency} ${call(agency)}`]),
    ...(jurisdiction === 'national' ? [said.national] : []),
    ...(units === '' ? [] : [`${said.units} ${units}`]),
    ...(agency === null && jurisdiction.length === 0 ? [said.nowhere] : []),
    ...(caller.client === null ? [] : [`${said.client} ${caller.client}`]),
    ...(caller.contract === null ? [] : [`${said.contract} ${caller.contract}`]),
  ];
  const ends = new Date(caller.expires * 1000);
  const time = new Intl.DateTimeFormat(localeOf(language), instantParts).format(ends);
  return (
    <>
      <strong>{caller.subject}</strong>: {parts.join('; ')}; {said.until}{' '}
      <time dateTime={ends.toISOString()}>{time}</time>
      {caller.hasReference && (
        <>
          {' · '}
          <a href="/docs/own">{said.reference}</a>
        </>
      )}
    </>
  );
}
