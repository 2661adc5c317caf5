import { SearchOutlined } from '@ant-design/icons';
import type { Patient } from '@bedsign/contract';
import { Button, Input, type InputRef } from 'antd';
import { type KeyboardEvent, type Ref, useCallback, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { fill } from '../../shared/i18n/dictionary.ts';
import { useTexts } from '../../shared/i18n/language.tsx';
import { useStation } from '../../shared/station/station-context.tsx';
import { ErrorNote } from '../../shared/ui/error-note.tsx';
import { Spinner } from '../../shared/ui/spinner.tsx';
import { useResource } from '../../shared/ui/use-resource.ts';
import { nurseTexts } from '../texts.ts';
import { PatientRow } from './patient-row.tsx';
import { pickPatient } from './pick-patient.ts';
import { useDelayed } from './use-delayed.ts';

export type SearchHandle = {
  focus(): void;
  clear(): void;
  /** As if Enter was pressed; false if nothing is typed. */
  submit(): boolean;
};
type Props = {
  ref: Ref<SearchHandle>;
  departmentId: string | undefined;
  chosen: Patient | null;
  /** A scanned number that nobody has. */
  unknown: string | null;
  onChoose(patient: Patient): void;
  onEverywhere(): void;
};

const typingPauseMs = 120;

/** One box for name, bed and number; arrows walk through the hits, Enter opens. */
export const PatientSearch = ({ ref, departmentId, chosen, unknown, onChoose, onEverywhere }: Props) => {
  const t = useTexts(nurseTexts);
  const { client } = useStation();
  const input = useRef<InputRef>(null);
  const [text, setText] = useState('');
  const [marked, setMarked] = useState(0);
  const [entered, setEntered] = useState(false);
  const query = useDelayed(text.trim(), typingPauseMs);
  const { value, error, loading } = useResource(
    useCallback(
      () => client.call('patients', { query, ...(departmentId === undefined ? {} : { departmentId }) }),
      [client, query, departmentId],
    ),
  );
  useImperativeHandle(ref, () => ({
    focus: () => input.current?.focus({ cursor: 'all' }),
    clear: () => setText(''),
    submit: () => {
      setEntered(text !== '');
      return text !== '';
    },
  }));

  const patients = value ?? [];
  const current = pickPatient(patients, query, marked);
  // An Enter that comes before the hits waits for them.
  const settled = value !== null && !loading && query === text.trim();
  useEffect(() => {
    if (!settled || !entered) return;
    setEntered(false);
    if (current) onChoose(current);
  }, [settled, entered, current, onChoose]);
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    switch (event.key) {
      case 'ArrowDown':
        setMarked(Math.min(marked + 1, patients.length - 1));
        break;
      case 'ArrowUp':
        setMarked(Math.max(marked - 1, 0));
        break;
      case 'Escape':
        setText('');
        break;
      case 'Enter':
        setEntered(true);
        break;
      default:
        return;
    }
    event.preventDefault();
  };

  return (
    <section className="card patients" aria-label={t.patients}>
      <h2>{t.patients}</h2>
      <Input
        ref={input}
        size="large"
        prefix={<SearchOutlined aria-hidden />}
        placeholder={t.searchHint}
        aria-label={t.search}
        aria-controls="patient-list"
        data-testid="search"
        value={text}
        onKeyDown={press}
        onChange={(event) => {
          setText(event.target.value);
          setMarked(0);
          setEntered(false);
        }}
      />
      <div className="patient-notes" aria-live="polite">
        {unknown && <p className="warning">{fill(t.scannedUnknown, { number: unknown })}</p>}
        <ErrorNote failure={error} />
        {loading && !value && <Spinner label={t.loading} />}
        {value?.length === 0 && (
          <p className="none">
            {t.noPatients}
            {departmentId !== undefined && <Button onClick={onEverywhere}>{t.searchEverywhere}</Button>}
          </p>
        )}
      </div>
      <ul id="patient-list" className="rows">
        {patients.map((patient) => (
          <PatientRow
            key={patient.id}
            patient={patient}
            chosen={patient.id === chosen?.id}
            marked={patient === current}
            onChoose={onChoose}
          />
        ))}
      </ul>
    </section>
  );
};
