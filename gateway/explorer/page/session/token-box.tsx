import { useState } from 'react';
import { useWords } from '../frame/language.tsx';
import { useSession } from './session.tsx';

const words = {
  vi: { label: 'Mã truy cập (token)', use: 'Dùng', drop: 'Bỏ mã truy cập' },
  en: { label: 'Access token', use: 'Use', drop: 'Drop the token' },
};

/** Where a token of the provider's is pasted; once it is in use it is shown nowhere. */
export function TokenBox() {
  const said = useWords(words);
  const { known, takeToken } = useSession();
  const [given, setGiven] = useState('');
  if (known?.caller)
    return (
      <button type="button" onClick={() => takeToken(null)}>
        {said.drop}
      </button>
    );
  return (
    <form
      className="who-token"
      onSubmit={(event) => {
        event.preventDefault();
        // Copied with its scheme or without.
        takeToken(given.trim().replace(/^bearer\s+/i, '') || null);
        setGiven('');
      }}
    >
      <input
        type="password"
        autoComplete="off"
        spellCheck={false}
        aria-label={said.label}
        placeholder={said.label}
        value={given}
        onChange={(event) => setGiven(event.target.value)}
      />
      <button type="submit">{said.use}</button>
    </form>
  );
}
