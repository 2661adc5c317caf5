import { DownloadOutlined, LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useCallback, useRef, useState } from 'react';
import { commonTexts } from '../../shared/i18n/common-texts.ts';
import { fill } from '../../shared/i18n/dictionary.ts';
import { useTexts } from '../../shared/i18n/language.tsx';
import { usePdf } from '../../shared/pdf/use-pdf.ts';
import { useStation } from '../../shared/station/station-context.tsx';
import { saveFile } from '../../shared/ui/save-file.ts';
import { nurseTexts } from '../texts.ts';
import { PdfSheet } from './pdf-sheet.tsx';

/** `firstPage`: where the signature is, so that nobody has to look for it. */
export const SignedDocumentView = ({
  documentId,
  title,
  firstPage,
}: {
  documentId: string;
  title: string;
  firstPage: number;
}) => {
  const t = useTexts(nurseTexts);
  const common = useTexts(commonTexts);
  const { client } = useStation();
  const bytes = useRef<Uint8Array | null>(null);
  const [page, setPage] = useState(firstPage);
  const state = usePdf(
    useCallback(async () => {
      bytes.current = await client.call('signedDocument', { documentId });
      return bytes.current;
    }, [client, documentId]),
  );
  const pages = state.pdf?.pages ?? 1;
  return (
    <div className="signed-document">
      <div className="leafing">
        <Button
          icon={<LeftOutlined />}
          aria-label={t.previousPage}
          disabled={page <= 1}
          onClick={() => setPage(page - 1)}
        />
        <span>{fill(common.pageOf, { page, pages })}</span>
        <Button
          icon={<RightOutlined />}
          aria-label={t.nextPage}
          disabled={page >= pages}
          onClick={() => setPage(page + 1)}
        />
        <Button
          icon={<DownloadOutlined />}
          data-testid="download"
          disabled={!state.pdf}
          onClick={() => bytes.current && saveFile(bytes.current, `${title}.pdf`, 'application/pdf')}
        >
          {t.download}
        </Button>
      </div>
      <PdfSheet state={state} title={title} page={page} />
    </div>
  );
};
