import type { VersionedTsaSettings } from '@bedsign/contract';
import { useState } from 'react';
import { useTexts } from '../../shared/i18n/language.tsx';
import { ErrorNote } from '../../shared/ui/error-note.tsx';
import { Spinner } from '../../shared/ui/spinner.tsx';
import { useResource } from '../../shared/ui/use-resource.ts';
import { useServer } from '../server/use-server.ts';
import { administrationTexts } from '../texts.ts';
import { SettingsForm } from './settings-form.tsx';

export const SettingsPage = () => {
  const t = useTexts(administrationTexts);
  const server = useServer();
  const [load, setLoad] = useState(() => server.settings);
  const [saved, setSaved] = useState<VersionedTsaSettings | null>(null);
  const { value, error, loading } = useResource(load);
  const reload = () => {
    setSaved(null);
    setLoad(() => () => server.settings());
  };
  if (error) return <ErrorNote failure={error} />;
  if (!value || loading) return <Spinner label={t.loading} />;
  return <SettingsForm loaded={saved ?? value} onSaved={setSaved} onReload={reload} />;
};
