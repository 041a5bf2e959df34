import { useWords } from '../frame/language.tsx';
import { CardOfDatabase } from './card.tsx';
import { cardsOf } from './cards.ts';
import { parts } from './parts.ts';
import { useOverview } from './use-overview.ts';
import { words } from './words.ts';
import './overview.css';

/** Each national database as a card. */
export function Overview() {
  const said = useWords(words);
  const { told, glance, health, again } = useOverview();
  const isAwaiting = parts.some((part) => !told[part]);
  return (
    <>
      <h1>{said.title}</h1>
      <p className="overview-about">
        {said.about}{' '}
        <button type="button" className="button" onClick={again}>
          {said.again}
        </button>
      </p>
      <div className="overview-cards">
        {cardsOf(glance).map((card) => (
          <CardOfDatabase
            key={card.id}
            card={card}
            state={told[card.id] ? (told[card.id]?.failed ? 'failed' : 'told') : 'awaited'}
            isAwaiting={isAwaiting}
            isUp={health ? (health.get(card.subgraph) ?? null) : undefined}
          />
        ))}
      </div>
    </>
  );
}
