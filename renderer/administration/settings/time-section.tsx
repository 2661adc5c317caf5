import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import type { TimeSource } from '@bedsign/contract';
import { Button, Form, Input, InputNumber, Select } from 'antd';
import { fill } from '../../shared/i18n/dictionary.ts';
import { useTexts } from '../../shared/i18n/language.tsx';
import { NumberItem } from './number-item.tsx';
import { SectionCard } from './section-card.tsx';
import { settingsTexts } from './texts.ts';

const kinds: readonly TimeSource['kind'][] = ['ntp', 'nmea', 'system'];
const mostSources = 16;

/** The fields of one source, as its kind asks. */
const SourceFields = ({ index }: { index: number }) => {
  const t = useTexts(settingsTexts);
  const kind = Form.useWatch<TimeSource['kind'] | undefined>(['time', 'sources', index, 'kind']);
  const required = [{ required: true, message: t.required }];
  if (kind === 'ntp')
    return (
      <>
        <Form.Item name={[index, 'host']} label={t.host} rules={required}>
          <Input />
        </Form.Item>
        <Form.Item name={[index, 'port']} label={t.port}>
          <InputNumber min={1} max={65535} precision={0} placeholder="123" />
        </Form.Item>
      </>
    );
  if (kind === 'nmea')
    return (
      <>
        <Form.Item name={[index, 'path']} label={t.path} rules={required}>
          <Input placeholder="/dev/ttyS0" />
        </Form.Item>
        <Form.Item name={[index, 'baudRate']} label={t.baudRate}>
          <InputNumber min={1200} max={921600} precision={0} placeholder="9600" />
        </Form.Item>
      </>
    );
  return null;
};

const Source = ({ index, demo, onRemove }: { index: number; demo: boolean; onRemove: (() => void) | null }) => {
  const t = useTexts(settingsTexts);
  const options = [...kinds, ...(demo ? (['demo-clock'] as const) : [])].map((kind) => ({
    value: kind,
    label: t[kind],
  }));
  return (
    <fieldset className="setting-row source" aria-label={fill(t.source, { n: index + 1 })}>
      <strong>{fill(t.source, { n: index + 1 })}</strong>
      <Form.Item name={[index, 'kind']} label={t.kind}>
        <Select options={options} />
      </Form.Item>
      <SourceFields index={index} />
      {onRemove && (
        <Button
          type="text"
          icon={<DeleteOutlined />}
          aria-label={fill(t.removeSource, { n: index + 1 })}
          onClick={onRemove}
        />
      )}
    </fieldset>
  );
};

/** Where time comes from, and when it is trusted. `demo`: the demo's clock may be chosen. */
export const TimeSection = ({ demo }: { demo: boolean }) => {
  const t = useTexts(settingsTexts);
  return (
    <SectionCard title={t.time} effect="restart" hint={t.timeHint} wide>
      <Form.List name={['time', 'sources']}>
        {(fields, { add, remove }) => (
          <div className="sources">
            {fields.map(({ key, name }) => (
              <Source key={key} index={name} demo={demo} onRemove={fields.length > 1 ? () => remove(name) : null} />
            ))}
            {fields.length < mostSources && (
              <Button icon={<PlusOutlined />} onClick={() => add({ kind: 'ntp' })}>
                {t.addSource}
              </Button>
            )}
          </div>
        )}
      </Form.List>
      <div className="setting-grid">
        {(['maximumOffsetMs', 'maximumAccuracyMs', 'staleAfterMs'] as const).map((name) => (
          <NumberItem key={name} name={['time', 'limits', name]} label={t[name]} unit={t.milliseconds} bounds={[1]} />
        ))}
        <NumberItem name={['time', 'limits', 'minimumAgreeing']} label={t.minimumAgreeing} bounds={[1, mostSources]} />
      </div>
    </SectionCard>
  );
};
