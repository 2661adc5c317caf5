import { type BedSignError, type TsaSettings, tsaSettingEffects, type VersionedTsaSettings } from '@bedsign/contract';
import { Button, Form } from 'antd';
import { useState } from 'react';
import { fill } from '../../shared/i18n/dictionary.ts';
import { useTexts } from '../../shared/i18n/language.tsx';
import { State } from '../../shared/staff/state.tsx';
import { ErrorNote } from '../../shared/ui/error-note.tsx';
import { useServer } from '../server/use-server.ts';
import { fieldOf, fromValues, type SettingsValues, toValues } from './form-values.ts';
import { AccessSection, LimitsSection } from './limit-sections.tsx';
import { ListenSection } from './listen-section.tsx';
import { settingsTexts } from './texts.ts';
import { TimeSection } from './time-section.tsx';

const differ = (one: unknown, other: unknown): boolean => JSON.stringify(one) !== JSON.stringify(other);

/** What the server complains about: `deny: 10.0.0.1/40`. */
const valueIn = (detail = ''): string => /: (.*)$/.exec(detail)?.[1] ?? '';

/** Whether what was changed waits for the server's next start. */
const waitsForRestart = (before: TsaSettings, after: TsaSettings): boolean =>
  (Object.keys(tsaSettingEffects) as (keyof TsaSettings)[]).some(
    (key) => tsaSettingEffects[key] === 'restart' && differ(before[key], after[key]),
  );

type Props = { loaded: VersionedTsaSettings; onSaved(saved: VersionedTsaSettings): void; onReload(): void };

/** The form over one version of the settings; a version that somebody else has changed since is not overwritten. */
export const SettingsForm = ({ loaded, onSaved, onReload }: Props) => {
  const t = useTexts(settingsTexts);
  const server = useServer();
  const [form] = Form.useForm<SettingsValues>();
  const [changed, setChanged] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<BedSignError | null>(null);
  const [saved, setSaved] = useState('');

  const follow = () => setChanged(differ(fromValues(form.getFieldsValue(true)), loaded.settings));
  const save = async () => {
    const settings = fromValues(form.getFieldsValue(true));
    setBusy(true);
    setError(null);
    try {
      const stored = await server.changeSettings({ version: loaded.version, settings });
      const text = waitsForRestart(loaded.settings, settings) ? t.savedRestart : t.saved;
      setSaved(fill(text, { version: stored.version }));
      setChanged(false);
      onSaved(stored);
    } catch (thrown) {
      const refused = thrown as BedSignError;
      const field = fieldOf(refused.detail);
      if (field)
        form.setFields([{ name: field as never, errors: [fill(t.wrong, { value: valueIn(refused.detail) })] }]);
      setError(refused);
    } finally {
      setBusy(false);
    }
  };

  const demo = loaded.settings.time.sources.some(({ kind }) => kind === 'demo-clock');
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      scrollToFirstError
      initialValues={toValues(loaded.settings)}
      onValuesChange={() => {
        follow();
        setSaved('');
      }}
      onFinish={save}
    >
      <div className="cards">
        <ListenSection />
        <AccessSection />
        <LimitsSection />
        <TimeSection demo={demo} />
      </div>
      <div className="save-bar">
        <ErrorNote failure={error} />
        <div className="actions">
          <Button type="primary" size="large" htmlType="submit" loading={busy} disabled={!changed} data-testid="save">
            {t.save}
          </Button>
          <Button size="large" onClick={onReload} data-testid="reload">
            {t.reload}
          </Button>
          <span role="status" data-testid="save-state">
            {saved ? <State good>{saved}</State> : <span className="muted">{changed ? t.changed : t.unchanged}</span>}
          </span>
          <span className="muted version">{fill(t.version, { version: loaded.version })}</span>
        </div>
      </div>
    </Form>
  );
};
