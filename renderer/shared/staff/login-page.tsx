import { Button, type InputRef } from 'antd';
import { type SubmitEvent, useRef, useState } from 'react';
import { commonTexts } from '../i18n/common-texts.ts';
import { useTexts } from '../i18n/language.tsx';
import { ErrorNote } from '../ui/error-note.tsx';
import { useAction } from '../ui/use-action.ts';
import { LabelledInput } from './labelled-input.tsx';

type Props = {
  title: string;
  /** Accounts to fill in by a click; none outside a demo. */
  demoLogins: { username: string; password: string; name: string }[];
  onLogin(username: string, password: string): Promise<unknown>;
};

/** Staff number and password; a wrong one says so and is asked for again. */
export const LoginPage = ({ title, demoLogins, onLogin }: Props) => {
  const t = useTexts(commonTexts);
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const { run, busy, error } = useAction();
  const submit = useRef<HTMLButtonElement>(null);
  const first = useRef<InputRef>(null);

  const login = async (event: SubmitEvent) => {
    event.preventDefault();
    const done = await run(() => onLogin(username.trim(), password));
    if (!done) first.current?.focus({ cursor: 'all' });
  };

  return (
    <main className="login-page">
      <form className="card login" onSubmit={login}>
        <h1>{title}</h1>
        <LabelledInput
          label={t.username}
          ref={first}
          autoFocus
          autoComplete="username"
          data-testid="login-username"
          value={username}
          onChange={(event) => setUsername(event.target.value)}
        />
        <LabelledInput
          label={t.password}
          type="password"
          autoComplete="current-password"
          data-testid="login-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <ErrorNote failure={error} />
        <Button
          ref={submit}
          type="primary"
          size="large"
          htmlType="submit"
          block
          data-testid="login-submit"
          loading={busy}
          disabled={!username || !password}
        >
          {t.login}
        </Button>
        {demoLogins.length > 0 && (
          <section className="demo-logins" aria-label={t.demoLogins}>
            <h2>{t.demoLogins}</h2>
            {demoLogins.map((demo) => (
              <Button
                key={demo.username}
                data-testid={`demo-login-${demo.username}`}
                onClick={() => {
                  setUsername(demo.username);
                  setPassword(demo.password);
                  requestAnimationFrame(() => submit.current?.focus());
                }}
              >
                {demo.name}
                <code>{demo.username}</code>
              </Button>
            ))}
          </section>
        )}
      </form>
    </main>
  );
};
