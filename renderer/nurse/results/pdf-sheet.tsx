import { useRef } from 'react';
import { commonTexts } from '../../shared/i18n/common-texts.ts';
import { fill } from '../../shared/i18n/dictionary.ts';
import { useTexts } from '../../shared/i18n/language.tsx';
import { PdfPage } from '../../shared/pdf/pdf-page.tsx';
import type { PdfState } from '../../shared/pdf/use-pdf.ts';
import { ErrorNote } from '../../shared/ui/error-note.tsx';
import { scrollFocus } from '../../shared/ui/scroll-focus.ts';
import { Spinner } from '../../shared/ui/spinner.tsx';
import { useSize } from '../../shared/ui/use-size.ts';

const widestPage = 960;
const margin = 48;

/** One page of a document in a scrolling tray. */
export const PdfSheet = ({ state, title, page }: { state: PdfState; title: string; page: number }) => {
  const common = useTexts(commonTexts);
  const tray = useRef<HTMLElement>(null);
  const { width } = useSize(tray);
  return (
    <section ref={tray} className="pdf-tray" {...scrollFocus} aria-label={title}>
      <ErrorNote failure={state.error} />
      {!state.pdf && !state.error && <Spinner label={common.loadingDocument} />}
      {state.pdf && width > 0 && (
        <PdfPage
          pdf={state.pdf}
          page={page}
          width={Math.min(widestPage, width - margin)}
          label={fill(common.pageImage, { title, page })}
          busyLabel={fill(common.loadingPage, { page })}
        />
      )}
    </section>
  );
};
