import type { BedSignError } from './bedsign-error.ts';
import type { ErrorCode, ErrorText } from './codes.ts';
import { textsEn } from './texts-en.ts';
import { textsZh } from './texts-zh.ts';

export type Language = 'zh' | 'en';

/** The text for `code` in the reader's language. */
export const errorText = (code: ErrorCode, language: Language): ErrorText =>
  (language === 'zh' ? textsZh : textsEn)[code];

/** One line for a terminal: the code, what happened, what to do next, and the technical detail. */
export const errorLine = ({ code, detail }: BedSignError): string => {
  const { what, next } = errorText(code, 'zh');
  return [`${code} ${what}。${next}。`, textsEn[code].what, detail].filter(Boolean).join(' | ');
};
