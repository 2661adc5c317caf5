import type { ReactNode } from 'react';

type Props = {
  rows: readonly (readonly [name: string, value: ReactNode])[];
  className?: string;
  label?: string;
};

/** Names and what they are, one line each. */
export const Facts = ({ rows, className, label }: Props) => (
  <dl className={className} aria-label={label}>
    {rows.map(([name, value]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);
