import { Input, type InputProps, type InputRef } from 'antd';
import { type Ref, useId } from 'react';

/** A text input under its label. */
export const LabelledInput = ({ label, ref, ...input }: { label: string; ref?: Ref<InputRef> } & InputProps) => {
  const id = useId();
  return (
    <div className="labelled">
      <label htmlFor={id}>{label}</label>
      <Input {...input} ref={ref ?? null} id={id} size="large" />
    </div>
  );
};
