import type { ReactNode } from 'react';
import { commonTexts } from '../../shared/i18n/common-texts.ts';
import { fill } from '../../shared/i18n/dictionary.ts';
import { useTexts } from '../../shared/i18n/language.tsx';
import { patientTexts } from '../texts.ts';
import type { Reading } from './use-reading.ts';

const zooms = [0.7, 1, 1.35, 1.7] as const;

type Props = {
  reading: Reading;
  pages: number;
  zoom: number;
  onZoom(zoom: number): void;
  busy: boolean;
  onStart(): void;
  children: ReactNode;
};

export const ReadingControls = ({ reading, pages, zoom, onZoom, busy, onStart, children }: Props) => {
  const t = useTexts(patientTexts);
  const common = useTexts(commonTexts);
  const smaller = zooms.findLast((step) => step < zoom);
  const larger = zooms.find((step) => step > zoom);
  const { page, atTop, atBottom, finished } = reading;
  return (
    <aside className="reading-controls">
      <p className="page-count" aria-live="polite">
        {fill(common.pageOf, { page, pages })}
      </p>
      <button
        type="button"
        className={finished ? '' : 'primary'}
        data-testid="page-next"
        disabled={atBottom && page === pages}
        onClick={reading.forward}
      >
        {atBottom ? t.nextPage : t.readDown}
      </button>
      <button type="button" data-testid="page-prev" disabled={atTop && page === 1} onClick={reading.back}>
        {atTop ? t.previousPage : t.readUp}
      </button>
      <div className="pair">
        <button type="button" data-testid="zoom-out" disabled={!smaller} onClick={() => smaller && onZoom(smaller)}>
          {t.smaller}
        </button>
        <button type="button" data-testid="zoom-in" disabled={!larger} onClick={() => larger && onZoom(larger)}>
          {t.larger}
        </button>
      </div>
      {children}
      <p className="hint">{finished ? t.readHint : t.startSigningLater}</p>
      <button
        type="button"
        className={`tall ${finished ? 'primary' : ''}`}
        data-testid="start-signing"
        disabled={!finished || busy}
        onClick={onStart}
      >
        {t.startSigning}
      </button>
    </aside>
  );
};
