import { createContext, type ReactNode, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { stored } from './stored.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const kept = stored('lienthong:theme', () => localStorage);

const Context = createContext<{ theme: Theme; choose: (theme: Theme) => void }>({ theme: 'system', choose: () => {} });

/** Light or dark as chosen, or as the system is: our styles follow `color-scheme`, GraphiQL's what it is told. */
export function ThemeProvider({ children }: { children: ReactNode }) {
  const [theme, setTheme] = useState(() => themes.find((name) => name === kept.read()) ?? 'system');
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  const value = useMemo(
    () => ({
      theme,
      choose: (chosen: Theme) => {
        kept.write(chosen);
        setTheme(chosen);
      },
    }),
    [theme],
  );
  return <Context value={value}>{children}</Context>;
}

export const useTheme = () => useContext(Context);

const systemIsDark = matchMedia('(prefers-color-scheme: dark)');

/** What is shown of it now, for what does not follow the system by itself: GraphiQL's editors look at it once. */
export function useShownTheme(): 'light' | 'dark' {
  const { theme } = useTheme();
  const isDark = useSyncExternalStore(watchSystem, () => systemIsDark.matches);
  if (theme !== 'system') return theme;
  return isDark ? 'dark' : 'light';
}

function watchSystem(onChange: () => void) {
  systemIsDark.addEventListener('change', onChange);
  return () => systemIsDark.removeEventListener('change', onChange);
}
