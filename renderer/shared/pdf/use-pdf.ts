import { asBedSignError, type BedSignError } from '@bedsign/contract';
import { useEffect, useState } from 'react';
import { loadPdf, type PdfDocument } from './load.ts';

export type PdfState = { pdf: PdfDocument | null; error: BedSignError | null };

/** The opened PDF that `fetch` gets (keep the function stable); closed when nobody shows it any more. */
export const usePdf = (fetch: () => Promise<Uint8Array>): PdfState => {
  const [state, setState] = useState<PdfState>({ pdf: null, error: null });
  useEffect(() => {
    let task: ReturnType<typeof loadPdf> | null = null;
    let wanted = true;
    setState({ pdf: null, error: null });
    const open = async () => {
      try {
        const bytes = await fetch();
        if (!wanted) return;
        task = loadPdf(bytes);
        const pdf = await task.opened;
        if (wanted) setState({ pdf, error: null });
      } catch (error) {
        if (wanted) setState({ pdf: null, error: asBedSignError(error, 'DOCUMENT_DAMAGED') });
      }
    };
    void open();
    return () => {
      wanted = false;
      task?.close();
    };
  }, [fetch]);
  return state;
};
