import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { stored } from './stored.ts';

export const languages = ['vi', 'en'] as const;
export type Language = (typeof languages)[number];

/** The same in each language. */
export type Worded<Words> = Record<Language, Words>;

const kept = stored('lienthong:language', () => localStorage);

/** What was chosen last, else what the browser prefers; Vietnamese where it prefers neither. */
function firstLanguage(): Language {
  const wanted = [kept.read() ?? '', ...navigator.languages].map((tag) => tag.slice(0, 2).toLowerCase());
  return (
    languages.find((language) => language === wanted.find((tag) => (languages as readonly string[]).includes(tag))) ??
    'vi'
  );
}

const Context = createContext<{ language: Language; choose: (language: Language) => void }>({
  language: 'vi',
  choose: () => {},
});

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const value = useMemo(
    () => ({
      language,
      choose: (chosen: Language) => {
        kept.write(chosen);
        setLanguage(chosen);
      },
    }),
    [language],
  );
  return <Context value={value}>{children}</Context>;
}

export const useLanguage = () => useContext(Context);

/** Of words in each language those to be shown. Each part of the page keeps its own beside it. */
export function useWords<Words>(words: Worded<Words>): Words {
  return words[useLanguage().language];
}
