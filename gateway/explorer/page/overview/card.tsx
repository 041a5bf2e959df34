import type { ReactNode } from 'react';
import { dayParts, instantParts, localeOf } from '../frame/dates.ts';
import { useLanguage, useWords } from '../frame/language.tsx';
import type { Card } from './cards.ts';
import { words } from './words.ts';

type CardProps = {
  card: Card;
  /** Of its own part. */
  state: 'awaited' | 'told' | 'failed';
  /** A card has facts of several parts, so what is missing may still come. */
  isAwaiting: boolean;
  /** Undefined while it is awaited, null where the gateway does not tell. */
  isUp: boolean | null | undefined;
};

export function CardOfDatabase({ card, state, isAwaiting, isUp }: CardProps) {
  const said = useWords(words);
  const { language } = useLanguage();
  const { owner, records, match, fresh, living, score } = card;
  const number = new Intl.NumberFormat(language);
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  const missing = isAwaiting ? said.loading : said.untold;
  const ownerName = owner && (language === 'vi' ? owner.name : owner.nameEn);
  const told = (value: string | null | undefined) => value ?? missing;
  return (
    <article className="overview-card" aria-busy={state === 'awaited'} aria-labelledby={`card-${card.id}`}>
      <h2 id={`card-${card.id}`}>{said.names[card.id]}</h2>
      {state === 'failed' && <p className="overview-failed">{said.failed}</p>}
      <dl>
        <Fact name={said.health}>
          <span className={`overview-health ${isUp === false ? 'is-down' : ''}`}>
            {isUp === undefined ? said.loading : isUp === null ? said.unknown : isUp ? said.up : said.down}
          </span>
        </Fact>
        <Fact name={said.owner}>{[said.keepers[card.id], told(ownerName)].filter(Boolean).join(', ')}</Fact>
        {records.map(({ of, count }) => (
          <Fact key={of} name={said.records[of]}>
            <strong>{told(count === null ? null : number.format(count))}</strong>
          </Fact>
        ))}
        {card.isUnchecked && <Fact name={said.records.checks}>{said.unchecked}</Fact>}
        {match && (
          <Fact name={said.match}>
            <strong>{told(match.share === null ? null : percent.format(match.share))}</strong>{' '}
            <small>{said.matchWith[match.with]}</small>
          </Fact>
        )}
        {!match && said.unmatched[card.id] && <Fact name={said.match}>{said.unmatched[card.id]}</Fact>}
        {(fresh || living !== undefined) && (
          <Fact name={said.fresh}>
            {fresh && <span>{told(fresh.at && said.freshAt[fresh.of](dayOf(fresh.at, language)))}</span>}
            {living !== undefined && (
              <span>{told(living === null ? null : said.living(percent.format(living / 100)))}</span>
            )}
          </Fact>
        )}
        {score !== undefined && (
          <Fact name={said.score}>
            <strong>{told(score === null ? null : number.format(score))}</strong>
          </Fact>
        )}
      </dl>
    </article>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A month as a month, a day or a point in time as its day in Việt Nam. */
function dayOf(date: string, language: string): string {
  if (date.length === 7) return date.split('-').reverse().join('/');
  const { timeZone } = instantParts;
  const format = new Intl.DateTimeFormat(localeOf(language), { ...dayParts, timeZone });
  return format.format(new Date(date));
}
