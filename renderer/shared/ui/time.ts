import type { Language } from '@bedsign/contract';

/** A moment as staff read it: date and time to the second, in the station's own zone. */
export const formatTime = (moment: number | string, language: Language): string =>
  new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hour12: false,
  }).format(new Date(moment));
