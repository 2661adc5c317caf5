import { Form, InputNumber } from 'antd';
import { useTexts } from '../../shared/i18n/language.tsx';
import { settingsTexts } from './texts.ts';

type Props = {
  name: string[];
  label: string;
  unit?: string;
  bounds: readonly [smallest: number, largest?: number];
};

/** A whole number that must be there, with its unit. */
export const NumberItem = ({ name, label, unit, bounds: [min, max] }: Props) => {
  const t = useTexts(settingsTexts);
  return (
    <Form.Item name={name} label={label} rules={[{ required: true, message: t.required }]}>
      <InputNumber min={min} {...(max === undefined ? {} : { max })} precision={0} suffix={unit} />
    </Form.Item>
  );
};
