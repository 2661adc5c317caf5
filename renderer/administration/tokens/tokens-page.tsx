import type { LoggedTimeStamp, TimeStampFilter } from '@bedsign/contract';
import { Button } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import { fill } from '../../shared/i18n/dictionary.ts';
import { useTexts } from '../../shared/i18n/language.tsx';
import { State } from '../../shared/staff/state.tsx';
import { ErrorNote } from '../../shared/ui/error-note.tsx';
import { saveBlob } from '../../shared/ui/save-file.ts';
import { useAction } from '../../shared/ui/use-action.ts';
import { useServer } from '../server/use-server.ts';
import { toFilter } from './filter.ts';
import { SearchForm } from './search-form.tsx';
import { tokenTexts } from './texts.ts';
import { TokenTable } from './token-table.tsx';

type Shown = { filter: TimeStampFilter; items: LoggedTimeStamp[]; next: string | null };

/** A name that sorts by time: time-stamps-2026-11-25T0814.tar */
const fileName = (): string => `time-stamps-${new Date().toISOString().slice(0, 16).replace(':', '')}.tar`;

/** The log of issued time stamps, newest first. */
export const TokensPage = () => {
  const t = useTexts(tokenTexts);
  const server = useServer();
  const [shown, setShown] = useState<Shown>({ filter: {}, items: [], next: null });
  const [exported, setExported] = useState('');
  const { run, busy, error } = useAction();
  const { run: runExport, busy: exporting, error: refused } = useAction();

  const find = useCallback(
    (filter: TimeStampFilter) =>
      run(async () => {
        setExported('');
        setShown({ filter, ...(await server.timeStamps(filter)) });
      }),
    [run, server],
  );
  useEffect(() => void find({}), [find]);

  const more = (cursor: string) =>
    run(async () => {
      const page = await server.timeStamps({ ...shown.filter, cursor });
      setShown({ filter: shown.filter, items: [...shown.items, ...page.items], next: page.next });
    });
  const exportFound = (filter: TimeStampFilter) =>
    runExport(async () => {
      setExported('');
      const name = fileName();
      saveBlob(await server.exportTimeStamps(filter), name);
      setExported(name);
    });

  const { items, next } = shown;
  return (
    <div className="column">
      <section className="card">
        <SearchForm
          busy={busy}
          exporting={exporting}
          onFind={(values) => void find(toFilter(values))}
          onExport={(values) => void exportFound(toFilter(values))}
        />
        <p className="sub" role="status">
          {exported ? <State good>{fill(t.exported, { name: exported })}</State> : t.exportHint}
        </p>
      </section>
      <ErrorNote failure={error ?? refused} />
      <section className="card" data-testid="tokens">
        <TokenTable tokens={items} loading={busy} />
        <div className="actions">
          {next !== null && (
            <Button loading={busy} onClick={() => more(next)} data-testid="more-tokens">
              {t.more}
            </Button>
          )}
          {items.length > 0 && <span className="muted">{fill(t.shown, { n: items.length })}</span>}
        </div>
      </section>
    </div>
  );
};
