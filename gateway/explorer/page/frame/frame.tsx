import type { ReactNode } from 'react';
import { type Language, LanguageProvider, languages, useLanguage, useWords } from './language.tsx';
import { useServed } from './served.ts';
import { type Theme, ThemeProvider, themes, useTheme } from './theme.tsx';
import './frame.css';

export type Page = 'explorer' | 'overview';

const words = {
  vi: {
    tagline: 'Một lược đồ cho các cơ sở dữ liệu quốc gia',
    pages: { explorer: 'Tra cứu', overview: 'Tổng quan' },
    reference: 'Lược đồ',
    navigation: 'Các trang',
    language: 'Ngôn ngữ',
    theme: 'Giao diện',
    themes: { system: 'Theo hệ thống', light: 'Sáng', dark: 'Tối' },
  },
  en: {
    tagline: 'One schema over the national databases',
    pages: { explorer: 'Explorer', overview: 'Overview' },
    reference: 'Schema',
    navigation: 'Pages',
    language: 'Language',
    theme: 'Theme',
    themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
  },
};

const addresses: Record<Page, string> = { explorer: '/', overview: '/overview' };
const languageNames: Record<Language, string> = { vi: 'Tiếng Việt', en: 'English' };

/** What all pages have around them; `tools` stands in its middle. */
export function Frame({ page, tools, children }: { page: Page; tools?: ReactNode; children: ReactNode }) {
  return (
    <LanguageProvider>
      <ThemeProvider>
        <Header page={page} tools={tools} />
        <main className={`page-${page}`}>{children}</main>
      </ThemeProvider>
    </LanguageProvider>
  );
}

function Header({ page, tools }: { page: Page; tools?: ReactNode }) {
  const said = useWords(words);
  const hasReference = useServed('/docs');
  return (
    <header className="frame">
      <span className="frame-name" title={said.tagline}>
        Liên Thông
      </span>
      <nav aria-label={said.navigation}>
        {(Object.keys(addresses) as Page[]).map((name) => (
          <a key={name} href={addresses[name]} aria-current={name === page ? 'page' : undefined}>
            {said.pages[name]}
          </a>
        ))}
        {hasReference && <a href="/docs">{said.reference}</a>}
      </nav>
      <div className="frame-tools">{tools}</div>
      <Taste />
    </header>
  );
}

function Taste() {
  const said = useWords(words);
  const { language, choose: chooseLanguage } = useLanguage();
  const { theme, choose: chooseTheme } = useTheme();
  return (
    <div className="frame-taste">
      <select
        aria-label={said.language}
        value={language}
        onChange={(event) => chooseLanguage(event.target.value as Language)}
      >
        {languages.map((name) => (
          <option key={name} value={name} lang={name}>
            {languageNames[name]}
          </option>
        ))}
      </select>
      <select aria-label={said.theme} value={theme} onChange={(event) => chooseTheme(event.target.value as Theme)}>
        {themes.map((name) => (
          <option key={name} value={name}>
            {said.themes[name]}
          </option>
        ))}
      </select>
    </div>
  );
}
