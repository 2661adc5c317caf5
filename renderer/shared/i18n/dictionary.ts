import type { Language } from '@bedsign/contract';

/** The same keys in both languages; `{name}` marks a place to fill. */
export type Dictionary<K extends string> = Record<Language, Record<K, string>>;

/** A table in both languages; English must have every Chinese key and no other. */
export const dictionary = <const K extends string>(
  zh: Record<K, string>,
  en: Record<NoInfer<K>, string>,
): Dictionary<K> => ({
  zh,
  en,
});

/** Puts values into a text's `{name}` places. */
export const fill = (text: string, values: Record<string, string | number>): string =>
  text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
