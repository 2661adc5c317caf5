import type { ReactNode } from 'react';
import { useTexts } from '../../shared/i18n/language.tsx';
import { settingsTexts } from './texts.ts';

type Props = { title: string; effect: 'at-once' | 'restart'; hint: string; wide?: boolean; children: ReactNode };

/** Settings that belong together, and when a change of them takes effect. */
export const SectionCard = ({ title, effect, hint, wide = false, children }: Props) => {
  const t = useTexts(settingsTexts);
  return (
    <section className={wide ? 'card wide' : 'card'}>
      <div className="card-title">
        <h2>{title}</h2>
        <span className={effect === 'restart' ? 'badge waits' : 'badge'}>
          {effect === 'restart' ? t.restart : t.atOnce}
        </span>
      </div>
      {children}
      <p className="sub">{hint}</p>
    </section>
  );
};
