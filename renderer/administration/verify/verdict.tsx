import type { TimeStampVerification } from '@bedsign/contract';
import { fill } from '../../shared/i18n/dictionary.ts';
import { useTexts } from '../../shared/i18n/language.tsx';
import { State } from '../../shared/staff/state.tsx';
import { StampFacts } from '../tokens/stamp-facts.tsx';
import { objectionTexts, verifyTexts } from './texts.ts';

/** Whether the time stamp holds, whose it is, and what it says. */
export const Verdict = ({ holds, objection, detail, content, chain, authority }: TimeStampVerification) => {
  const t = useTexts(verifyTexts);
  const objections = useTexts(objectionTexts);
  return (
    <section className="card" data-testid="verify-result">
      <p className={`verdict ${holds ? 'good' : 'bad'}`} role="status">
        <State good={holds}>
          {holds ? t.holds : fill(t.notHolds, { reason: objection ? objections[objection] : '' })}
        </State>
        {authority && <span className="muted">{t[authority]}</span>}
      </p>
      {detail && <code>{detail}</code>}
      <StampFacts content={content} chain={chain} />
      {holds && <p className="sub">{t.scope}</p>}
    </section>
  );
};
