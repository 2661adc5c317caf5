import type { TimeStampContent } from '@bedsign/contract';
import { fill } from '../../shared/i18n/dictionary.ts';
import { useLanguage, useTexts } from '../../shared/i18n/language.tsx';
import { Facts } from '../../shared/ui/facts.tsx';
import { formatTime } from '../../shared/ui/time.ts';
import { tokenTexts } from './texts.ts';

/** 2026/11/25 15:14:15.123 */
const preciseTime = (ms: number, language: 'zh' | 'en'): string =>
  `${formatTime(ms, language)}.${`${ms % 1000}`.padStart(3, '0')}`;

/** What a time stamp says, and the certificates from the authority upwards. */
export const StampFacts = ({ content, chain }: { content: TimeStampContent; chain: string[] }) => {
  const t = useTexts(tokenTexts);
  const { language } = useLanguage();
  const { genTime, accuracyMicros, serial, hash, digest, policy, nonce } = content;
  const accuracy = accuracyMicros === null ? t.byPolicy : fill(t.plusMinus, { n: accuracyMicros / 1000 });
  return (
    <Facts
      className="details"
      rows={[
        [t.time, preciseTime(genTime, language)],
        [t.accuracy, accuracy],
        [t.serial, <code key="serial">{serial}</code>],
        [t.hash, hash.toUpperCase()],
        [t.digest, <code key="digest">{digest}</code>],
        [t.policy, <code key="policy">{policy}</code>],
        [t.nonce, nonce === null ? t.noNonce : <code key="nonce">{nonce}</code>],
        ...(chain.length > 0 ? [[t.chain, chain.join(' ← ')] as const] : []),
      ]}
    />
  );
};
