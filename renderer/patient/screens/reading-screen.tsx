import type { SessionView } from '@bedsign/contract';
import { useCallback, useEffect, useRef, useState } from 'react';
import { commonTexts } from '../../shared/i18n/common-texts.ts';
import { fill } from '../../shared/i18n/dictionary.ts';
import { useTexts } from '../../shared/i18n/language.tsx';
import { PdfPage } from '../../shared/pdf/pdf-page.tsx';
import { usePdf } from '../../shared/pdf/use-pdf.ts';
import { useStation } from '../../shared/station/station-context.tsx';
import { ErrorNote } from '../../shared/ui/error-note.tsx';
import { scrollFocus } from '../../shared/ui/scroll-focus.ts';
import { Spinner } from '../../shared/ui/spinner.tsx';
import { useAction } from '../../shared/ui/use-action.ts';
import { useSize } from '../../shared/ui/use-size.ts';
import { patientTexts } from '../texts.ts';
import { ReadingControls } from './reading-controls.tsx';
import { useReading } from './use-reading.ts';

const margin = 32;

/** The document, a screenful at a time. What is signed must have been seen: signing opens at the end of the last page. */
export const ReadingScreen = ({ session }: { session: SessionView }) => {
  const t = useTexts(patientTexts);
  const common = useTexts(commonTexts);
  const { client } = useStation();
  const scroller = useRef<HTMLElement>(null);
  const size = useSize(scroller);
  const { pdf, error } = usePdf(useCallback(() => client.call('document', {}), [client]));
  const [zoom, setZoom] = useState(1);
  const reading = useReading(scroller, session, pdf !== null);
  const { run, busy, error: refusal } = useAction();
  const { page } = reading;
  const pages = session.task.pages;

  useEffect(() => {
    client.call('turnTo', { page }).catch(() => undefined);
  }, [client, page]);

  return (
    <main className="reading-screen" data-testid="step-reading">
      <section
        ref={scroller}
        className="paper"
        data-pan
        onScroll={reading.measure}
        aria-label={session.task.title}
        {...scrollFocus}
      >
        {error && <ErrorNote failure={error} />}
        {error && <p className="paper-error">{t.documentError}</p>}
        {!pdf && !error && <Spinner label={common.loadingDocument} />}
        {pdf && size.width > 0 && (
          <PdfPage
            pdf={pdf}
            page={page}
            width={Math.round((size.width - margin) * zoom)}
            label={fill(common.pageImage, { title: session.task.title, page })}
            busyLabel={fill(common.loadingPage, { page })}
            onLaidOut={reading.measure}
          />
        )}
      </section>
      <ReadingControls
        reading={reading}
        pages={pages}
        zoom={zoom}
        onZoom={setZoom}
        busy={busy}
        onStart={() => run(() => client.call('startSigning', {}))}
      >
        <ErrorNote failure={refusal ?? session.failure} />
      </ReadingControls>
    </main>
  );
};
