import { useWords } from '../frame/language.tsx';
import { IdentityLine } from './identity-line.tsx';
import { purposeNames, roleNames } from './names.ts';
import { useSession } from './session.tsx';
import { TokenBox } from './token-box.tsx';
import './who.css';

const words = {
  vi: {
    role: 'Vai trò',
    nobody: 'Không ai (dữ liệu công khai)',
    purpose: 'Mục đích',
    noPurpose: 'Chưa khai mục đích',
  },
  en: { role: 'Role', nobody: 'Nobody (public data)', purpose: 'Purpose', noPurpose: 'No purpose declared' },
};

/** As whom one asks: a role of development, or a token; what for; and what the gateway says of it. */
export function Who() {
  const { known, problem, role } = useSession();
  return (
    <div className="who">
      {known?.roles && <RolePicker />}
      {known && (!known.roles || (known.caller && role === null) || problem !== undefined) && <TokenBox />}
      {known?.caller && <PurposePicker />}
      <IdentityLine />
      {problem !== undefined && (
        <p className="who-problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

function RolePicker() {
  const said = useWords(words);
  const names = useWords(roleNames);
  const { known, role, chooseRole } = useSession();
  return (
    <label>
      <span>{said.role}</span>
      <select value={role ?? ''} onChange={(event) => void chooseRole(event.target.value || null)}>
        <option value="">{said.nobody}</option>
        {known?.roles?.map(({ name, description }) => (
          <option key={name} value={name} title={description}>
            {names[name] ?? name}
          </option>
        ))}
      </select>
    </label>
  );
}

function PurposePicker() {
  const said = useWords(words);
  const names = useWords(purposeNames);
  const { known, purpose, choosePurpose } = useSession();
  const granted = known?.caller?.granted ?? [];
  const offered = granted.length > 0 ? granted : (known?.purposes ?? []);
  return (
    <label>
      <span>{said.purpose}</span>
      <select value={purpose ?? ''} onChange={(event) => choosePurpose(event.target.value || null)}>
        {/* A token of one purpose declares it by itself. */}
        {granted.length !== 1 && <option value="">{said.noPurpose}</option>}
        {offered.map((name) => (
          <option key={name} value={name}>
            {names[name] ?? name}
          </option>
        ))}
      </select>
    </label>
  );
}
