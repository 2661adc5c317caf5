import type { Language } from '@bedsign/contract';

/** The zone that the signed PDF shows too: what one reads on the page is what stands in the document. */
const timeZone = 'Asia/Shanghai';

/** A moment as staff read it: date and time to the second. */
export const formatTime = (moment: number | string, language: Language): string =>
  new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hour12: false,
    timeZone,
  }).format(new Date(moment));
