import type { GraphiQLPlugin } from '@graphiql/react';
import { useLanguage, useWords } from '../frame/language.tsx';
import { purposeNames, roleNames } from '../session/names.ts';
import { useSession } from '../session/session.tsx';
import type { Example } from './example.ts';
import { useLoadExample } from './load-example.ts';
import { useOfferedGroups } from './offered.ts';
import './examples.css';

const words = {
  vi: {
    title: 'Câu hỏi mẫu',
    about: 'Chọn một câu hỏi để đưa vào ô soạn thảo, rồi bấm nút chạy (Ctrl+Enter).',
    needs: 'Cần',
    anyone: 'Ai cũng xem được',
    take: 'Dùng vai trò này',
    purpose: 'mục đích',
    loading: 'Đang tìm giá trị mẫu…',
    'nothing-found': 'Không tìm được giá trị mẫu (chưa có dữ liệu, hoặc ngoài quyền hiện có): hãy tự điền biến.',
    missing: 'Câu hỏi đã nạp. Người hỏi hiện nay có thể chưa được xem hết.',
  },
  en: {
    title: 'Example questions',
    about: 'Choose a question to load it into the editor, then run it (Ctrl+Enter).',
    needs: 'Needs',
    anyone: 'For anyone',
    take: 'Take this role',
    purpose: 'purpose',
    loading: 'Looking for sample values…',
    'nothing-found':
      'No sample values were found (no data yet, or beyond what you may see): fill in the variables yourself.',
    missing: 'The question is loaded. Whoever asks now may not be told all of it.',
  },
};

/** What `title` and `visiblePlugin` name it by; it is the same in both languages, because GraphiQL knows the pane by it. */
export const examplesTitle = 'Câu hỏi mẫu · Examples';

export const examplesPlugin: GraphiQLPlugin = { title: examplesTitle, icon: Icon, content: Examples };

function Icon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.6" aria-hidden="true">
      <path d="M4 5h16M4 12h10M4 19h7" />
      <path d="m17 14 2 2 3-4" />
    </svg>
  );
}

function Examples() {
  const said = useWords(words);
  const { language } = useLanguage();
  const { load, loaded, state } = useLoadExample();
  const groups = useOfferedGroups();
  return (
    <section className="examples" aria-label={said.title}>
      <h2>{said.title}</h2>
      <p>{said.about}</p>
      {groups.map((group, place) => (
        <details key={group.id} open={place === 0 || undefined}>
          <summary>
            {group.title[language]} <span>({group.examples.length})</span>
          </summary>
          <ul>
            {group.examples.map((example) => (
              <li key={example.operation}>
                <button
                  type="button"
                  aria-current={example === loaded || undefined}
                  onClick={() => load(example)}
                  data-operation={example.operation}
                >
                  <strong>{example.title[language]}</strong>
                  <span>{example.description[language]}</span>
                </button>
                {example === loaded ? <After example={example} state={state} /> : <Needs example={example} />}
              </li>
            ))}
          </ul>
        </details>
      ))}
    </section>
  );
}

/** Which role and purpose are told all of it. */
function Needs({ example: { role, purpose } }: { example: Example }) {
  const said = useWords(words);
  const roles = useWords(roleNames);
  const purposes = useWords(purposeNames);
  if (role === null) return <p className="examples-needs">{said.anyone}</p>;
  return (
    <p className="examples-needs">
      {said.needs}: {roles[role] ?? role}
      {purpose !== null && `, ${said.purpose} ${purposes[purpose] ?? purpose}`}
    </p>
  );
}

/** What became of the one that was chosen last. */
function After({ example, state }: { example: Example; state: ReturnType<typeof useLoadExample>['state'] }) {
  const said = useWords(words);
  const { known, chooseRole } = useSession();
  return (
    <div aria-live="polite">
      <Needs example={example} />
      {state !== 'ready' && <p className="examples-state">{said[state]}</p>}
      {state === 'missing' && known?.roles && (
        <button
          type="button"
          className="button examples-take"
          onClick={() => void chooseRole(example.role, example.purpose)}
        >
          {said.take}
        </button>
      )}
    </div>
  );
}
