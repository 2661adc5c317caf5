import type { Language } from '@bedsign/contract';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import type { Dictionary } from './dictionary.ts';

type LanguageChoice = { language: Language; choose(language: Language): void };
const LanguageContext = createContext<LanguageChoice>({ language: 'zh', choose: () => undefined });

/** Chinese first; the choice is kept per `page`, for nurse and patient may read different languages. */
export const LanguageProvider = ({ page, children }: { page: string; children: ReactNode }) => {
  const key = `bedsign-language-${page}`;
  const [language, choose] = useState<Language>(() => (localStorage.getItem(key) === 'en' ? 'en' : 'zh'));
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    localStorage.setItem(key, language);
  }, [key, language]);
  const choice = useMemo(() => ({ language, choose }), [language]);
  return <LanguageContext value={choice}>{children}</LanguageContext>;
};

export const useLanguage = (): LanguageChoice => useContext(LanguageContext);

export const useTexts = <K extends string>(table: Dictionary<K>): Record<K, string> => table[useLanguage().language];
