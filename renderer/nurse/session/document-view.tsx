import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import type { SessionView } from '@bedsign/contract';
import { Button } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import { fill } from '../../shared/i18n/dictionary.ts';
import { useTexts } from '../../shared/i18n/language.tsx';
import { usePdf } from '../../shared/pdf/use-pdf.ts';
import { useStation } from '../../shared/station/station-context.tsx';
import { PdfSheet } from '../results/pdf-sheet.tsx';
import { nurseTexts } from '../texts.ts';

/** The document as the patient has it: follows the patient's page until the nurse leafs, and then from the next turn on. */
export const DocumentView = ({ session }: { session: SessionView }) => {
  const t = useTexts(nurseTexts);
  const { client } = useStation();
  const { task, pagesRead, page: patientPage } = session;
  const state = usePdf(useCallback(() => client.call('document', {}), [client]));
  const [page, setPage] = useState(patientPage);
  useEffect(() => setPage(patientPage), [patientPage]);
  const pages = Array.from({ length: task.pages }, (_, index) => index + 1);
  return (
    <section className="card document-view" aria-label={t.documentView}>
      <div className="leafing">
        <Button
          icon={<LeftOutlined />}
          aria-label={t.previousPage}
          disabled={page <= 1}
          onClick={() => setPage(page - 1)}
        />
        <ol className="page-marks">
          {pages.map((number) => {
            const read = pagesRead.includes(number);
            return (
              <li key={number}>
                <button
                  type="button"
                  className={`${read ? 'read' : ''} ${number === page ? 'current' : ''}`}
                  aria-label={fill(read ? t.pageRead : t.pageUnread, { page: number })}
                  aria-current={number === page ? 'page' : undefined}
                  onClick={() => setPage(number)}
                >
                  {number}
                </button>
              </li>
            );
          })}
        </ol>
        <Button
          icon={<RightOutlined />}
          aria-label={t.nextPage}
          disabled={page >= task.pages}
          onClick={() => setPage(page + 1)}
        />
        <span className="read-count">{fill(t.pagesRead, { read: pagesRead.length, pages: task.pages })}</span>
        {page !== patientPage && <Button onClick={() => setPage(patientPage)}>{t.followPatient}</Button>}
      </div>
      <PdfSheet state={state} title={task.title} page={page} />
    </section>
  );
};
