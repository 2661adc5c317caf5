import type { ErrorCode } from './codes.ts';
import { textsEn } from './texts-en.ts';
import { textsZh } from './texts-zh.ts';

/** What happened, and what the reader does next. */
export type ErrorText = { what: string; next: string };
export type Language = 'zh' | 'en';

/** The text for `code` in the reader's language. */
export const errorText = (code: ErrorCode, language: Language): ErrorText =>
  (language === 'zh' ? textsZh : textsEn)[code];
