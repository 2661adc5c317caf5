import type { ScreenBox, SessionField } from '@bedsign/contract';
import { useLayoutEffect, useRef, useState } from 'react';
import { commonTexts } from '../../shared/i18n/common-texts.ts';
import { fill } from '../../shared/i18n/dictionary.ts';
import { useTexts } from '../../shared/i18n/language.tsx';
import { InkCanvas } from '../../shared/ink/ink-canvas.tsx';
import { useStation } from '../../shared/station/station-context.tsx';
import type { Action } from '../../shared/ui/use-action.ts';
import { useSize } from '../../shared/ui/use-size.ts';
import { patientTexts } from '../texts.ts';
import { fitBox, screenBox } from './fit-box.ts';

type Props = { field: SessionField; signerName: string; onRefused: Action['run'] };

/** Where the patient writes: as large as the screen allows in the field's own proportions, so that no ink is distorted. */
export const WritingBox = ({ field, signerName, onRefused }: Props) => {
  const t = useTexts(patientTexts);
  const common = useTexts(commonTexts);
  const { client } = useStation();
  const room = useRef<HTMLDivElement>(null);
  const paper = useRef<HTMLElement>(null);
  const available = useSize(room);
  const [box, setBox] = useState<ScreenBox | null>(null);
  const { width, height } = fitBox(available, field.rect.width / field.rect.height);

  useLayoutEffect(() => {
    if (!paper.current || width === 0 || height === 0) return;
    const placed = screenBox(paper.current.getBoundingClientRect(), {
      width: window.innerWidth,
      height: window.innerHeight,
    });
    setBox(placed);
    void onRefused(() => client.call('beginField', { fieldId: field.id, box: placed }));
  }, [client, field.id, width, height, onRefused]);

  return (
    <div ref={room} className="writing-room">
      <section
        ref={paper}
        className="writing-box"
        data-testid="writing-box"
        aria-label={fill(t.writingBox, { label: field.label })}
        style={{ width, height }}
      >
        <span className="baseline" aria-hidden="true" />
        <span className="signer-hint">
          {t.signer} {signerName}
        </span>
        {box && (
          <InkCanvas fieldId={field.id} box={field.box ?? box} label={fill(common.inkOf, { label: field.label })} />
        )}
      </section>
    </div>
  );
};
