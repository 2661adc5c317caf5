import { CheckCircleFilled, ClockCircleOutlined, EditFilled } from '@ant-design/icons';
import type { SessionField } from '@bedsign/contract';
import { useTexts } from '../../shared/i18n/language.tsx';
import { nurseTexts } from '../texts.ts';

const looks = {
  todo: { text: 'fieldTodo', Icon: ClockCircleOutlined },
  active: { text: 'fieldActive', Icon: EditFilled },
  done: { text: 'fieldDone', Icon: CheckCircleFilled },
} as const;

/** Every place to sign, and how far it is. */
export const FieldList = ({ fields }: { fields: SessionField[] }) => {
  const t = useTexts(nurseTexts);
  return (
    <ul className="field-list">
      {fields.map(({ id, label, state }) => {
        const { text, Icon } = looks[state];
        return (
          <li key={id} className={state}>
            <Icon aria-hidden />
            <span>{label}</span>
            <span className="field-state">{t[text]}</span>
          </li>
        );
      })}
    </ul>
  );
};
