import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { type Ask, createAsk } from '../ask.ts';
import { stored } from '../frame/stored.ts';
import { askToken, type Known, whoAsks } from './who-asks.ts';

/** As whom the page asks, and how that is changed. */
export type Session = {
  ask: Ask;
  /** What the gateway says of it; undefined until it has answered. */
  known: Known | undefined;
  /** Why the gateway did not take a token or a purpose, in its words. */
  problem: string | undefined;
  role: string | null;
  purpose: string | null;
  /** A role of development; null is nobody. */
  chooseRole: (role: string | null, purpose?: string | null) => Promise<void>;
  choosePurpose: (purpose: string | null) => void;
  takeToken: (token: string | null) => void;
};

type Kept = { token: string | null; role: string | null; purpose: string | null };
const nobody: Kept = { token: null, role: null, purpose: null };

// Gone with the tab. Never in the address, in localStorage or in GraphiQL's history.
const kept = stored('lienthong:session', () => sessionStorage);

function readKept(): Kept {
  try {
    return { ...nobody, ...(JSON.parse(kept.read() ?? '{}') as Partial<Kept>) };
  } catch {
    return nobody;
  }
}

const Context = createContext<Session | undefined>(undefined);

export function useSession(): Session {
  const session = useContext(Context);
  if (!session) throw new Error('expected to be inside SessionProvider');
  return session;
}

export function SessionProvider({ children }: { children: ReactNode }) {
  const [held, setHeld] = useState(readKept);
  const [known, setKnown] = useState<Known>();
  const [problem, setProblem] = useState<string>();
  const { token, role, purpose } = held;

  const hold = useCallback((next: Kept) => {
    kept.write(next.token === null ? null : JSON.stringify(next));
    setHeld(next);
  }, []);

  useEffect(() => {
    const gone = new AbortController();
    const look = () =>
      whoAsks({ token, purpose }, gone.signal).then(
        ({ known: found, problem: told, isUnknown }) => {
          // Said until one chooses anew: what comes of a token that is forgotten is that nobody asks, and in that is no problem.
          if (told !== undefined) setProblem(told);
          if (found) setKnown(found);
          // A token that holds no longer is forgotten, so that the rest of the page is asked as nobody and not refused as a whole.
          else if (isUnknown) hold(nobody);
        },
        () => {},
      );
    look();
    return () => gone.abort();
  }, [token, purpose, hold]);

  useEffect(() => {
    const expires = known?.caller?.expires;
    if (!expires) return undefined;
    const left = expires * 1000 - Date.now();
    // setTimeout takes 24 days at most.
    const timer = setTimeout(() => hold(nobody), Math.min(left, 2 ** 31 - 1));
    return () => clearTimeout(timer);
  }, [known, hold]);

  const session = useMemo<Session>(
    () => ({
      ask: createAsk({ token, purpose }),
      known,
      problem,
      role,
      purpose,
      async chooseRole(chosen, wanted = purpose) {
        setProblem(undefined);
        if (chosen === null) return hold(nobody);
        const given = await askToken(chosen);
        if (given.token === undefined) return setProblem(given.problem);
        return hold({ token: given.token, role: chosen, purpose: wanted });
      },
      choosePurpose(chosen) {
        setProblem(undefined);
        hold({ token, role, purpose: chosen });
      },
      takeToken(given) {
        setProblem(undefined);
        hold({ token: given, role: null, purpose: null });
      },
    }),
    [token, purpose, role, known, problem, hold],
  );
  return <Context value={session}>{children}</Context>;
}
