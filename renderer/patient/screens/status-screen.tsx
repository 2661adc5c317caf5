import type { ReactNode } from 'react';

type Props = { state: string; art: ReactNode; title: string; next: string; children?: ReactNode };

/** A calm screen that says one thing. */
export const StatusScreen = ({ state, art, title, next, children }: Props) => (
  <main className="status-screen" data-testid={`step-${state}`}>
    {art}
    <h2 aria-live="polite">{title}</h2>
    <p>{next}</p>
    {children}
  </main>
);
