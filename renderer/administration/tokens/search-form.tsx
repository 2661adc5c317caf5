import { DownloadOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, Form, Input } from 'antd';
import { useTexts } from '../../shared/i18n/language.tsx';
import { type FilterValues, isNumber } from './filter.ts';
import { tokenTexts } from './texts.ts';

type Props = {
  busy: boolean;
  exporting: boolean;
  onFind(values: FilterValues): void;
  onExport(values: FilterValues): void;
};

/** Conditions; the same ones find and export. */
export const SearchForm = ({ busy, exporting, onFind, onExport }: Props) => {
  const t = useTexts(tokenTexts);
  const [form] = Form.useForm<FilterValues>();
  const exportNow = () => void form.validateFields().then(onExport, () => undefined);
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={onFind} data-testid="token-search">
      <div className="token-search">
        <Form.Item
          name="number"
          label={t.number}
          className="number"
          rules={[
            {
              validator: (_, value = '') =>
                value.trim() === '' || isNumber(value) ? Promise.resolve() : Promise.reject(new Error(t.wrongNumber)),
            },
          ]}
        >
          <Input allowClear spellCheck={false} />
        </Form.Item>
        <Form.Item name="application" label={t.application}>
          <Input allowClear spellCheck={false} placeholder={t.applicationHint} />
        </Form.Item>
        <Form.Item name="from" label={t.from}>
          <Input type="datetime-local" step={1} />
        </Form.Item>
        <Form.Item name="to" label={t.to}>
          <Input type="datetime-local" step={1} />
        </Form.Item>
        <div className="row-actions">
          <Button type="primary" htmlType="submit" icon={<SearchOutlined />} loading={busy} data-testid="find-tokens">
            {t.find}
          </Button>
          <Button icon={<DownloadOutlined />} loading={exporting} onClick={exportNow} data-testid="export-tokens">
            {t.export}
          </Button>
        </div>
      </div>
    </Form>
  );
};
