import { Button } from 'antd';
import { useState } from 'react';
import { fill } from '../shared/i18n/dictionary.ts';
import { useLanguage, useTexts } from '../shared/i18n/language.tsx';
import { useStationState } from '../shared/station/station-context.tsx';
import { formatTime } from '../shared/ui/time.ts';
import { nurseTexts } from './texts.ts';

/** What ended unasked and is back, what it means for the patient's signature, and how often it has happened. */
export const MishapNote = () => {
  const t = useTexts(nurseTexts);
  const { language } = useLanguage();
  const { last, count } = useStationState().mishaps;
  const [seen, setSeen] = useState(0);
  if (!last || last.at <= seen) return null;
  return (
    <div className="warning mishap" role="alert" data-testid="mishap">
      <span>
        <strong>{fill(t[`mishap_${last.what}`], { time: formatTime(last.at, language) })}</strong>
        <br />
        {t[`mishapNext_${last.what}`]} {count > 1 && fill(t.mishapCount, { n: count })}
      </span>
      <Button data-testid="mishap-seen" onClick={() => setSeen(last.at)}>
        {t.mishapSeen}
      </Button>
    </div>
  );
};
