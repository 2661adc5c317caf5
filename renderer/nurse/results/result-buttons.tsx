import { FilePdfOutlined, SafetyCertificateOutlined } from '@ant-design/icons';
import type { Task } from '@bedsign/contract';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTexts } from '../../shared/i18n/language.tsx';
import { nurseTexts } from '../texts.ts';
import { ReportView } from './report-view.tsx';
import { SignedDocumentView } from './signed-document-view.tsx';

/** A signed document and its verification report, each in its own window. */
export const ResultButtons = ({ task }: { task: Task }) => {
  const { documentId, title } = task;
  const t = useTexts(nurseTexts);
  const [shown, setShown] = useState<'document' | 'report' | null>(null);
  const close = () => setShown(null);
  return (
    <div className="result-buttons">
      <Button
        size="large"
        icon={<FilePdfOutlined />}
        data-testid="open-signed-pdf"
        onClick={() => setShown('document')}
      >
        {t.openSignedPdf}
      </Button>
      <Button
        size="large"
        icon={<SafetyCertificateOutlined />}
        data-testid="open-report"
        onClick={() => setShown('report')}
      >
        {t.openReport}
      </Button>
      <Modal
        open={shown === 'document'}
        title={`${t.signedDocument} · ${title}`}
        footer={null}
        width={1120}
        centered
        destroyOnHidden
        onCancel={close}
      >
        <SignedDocumentView documentId={documentId} title={title} firstPage={task.fields[0]?.page ?? 1} />
      </Modal>
      <Modal
        open={shown === 'report'}
        title={`${t.reportTitle} · ${title}`}
        footer={null}
        width={860}
        centered
        destroyOnHidden
        onCancel={close}
      >
        <ReportView documentId={documentId} />
      </Modal>
    </div>
  );
};
