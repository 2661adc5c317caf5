import { CheckCircleFilled, ExclamationCircleFilled } from '@ant-design/icons';
import type { ReactNode } from 'react';

/** A state in words with an icon; colour only underlines it. */
export const State = ({ good, children }: { good: boolean; children: ReactNode }) => (
  <span className={`state ${good ? 'good' : 'bad'}`}>
    {good ? <CheckCircleFilled aria-hidden /> : <ExclamationCircleFilled aria-hidden />}
    <span>{children}</span>
  </span>
);
