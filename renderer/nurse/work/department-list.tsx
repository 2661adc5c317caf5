import { useCallback } from 'react';
import { useTexts } from '../../shared/i18n/language.tsx';
import { useStation } from '../../shared/station/station-context.tsx';
import { ErrorNote } from '../../shared/ui/error-note.tsx';
import { useResource } from '../../shared/ui/use-resource.ts';
import { nurseTexts } from '../texts.ts';

type Props = { chosen: string | undefined; onChoose(id: string | undefined): void };

export const DepartmentList = ({ chosen, onChoose }: Props) => {
  const t = useTexts(nurseTexts);
  const { client } = useStation();
  const { value, error } = useResource(useCallback(() => client.call('departments', {}), [client]));
  const departments = value ?? [];
  const all = departments.reduce((sum, { patientCount }) => sum + patientCount, 0);
  const rows = [{ id: undefined, code: 'all', name: t.allDepartments, patientCount: all }, ...departments];
  return (
    <nav className="card departments" aria-label={t.departments}>
      <h2>{t.departments}</h2>
      <ErrorNote failure={error} />
      {rows.map(({ id, code, name, patientCount }) => (
        <button
          key={code}
          type="button"
          className="row"
          data-testid={`department-${code}`}
          aria-pressed={id === chosen}
          onClick={() => onChoose(id)}
        >
          <span>{name}</span>
          <span className="count">{patientCount}</span>
        </button>
      ))}
    </nav>
  );
};
