import { type InkSample, sampleFlag } from '@bedsign/contract';
import { useEffect, useRef } from 'react';
import { useStation } from '../../shared/station/station-context.tsx';
import { createTapReader, type PenMark } from './tap.ts';

const pressed = 'pen-pressed';

const elementAt = (x: number, y: number): Element | null =>
  document.elementFromPoint(x * window.innerWidth, y * window.innerHeight);

const buttonAt = (x: number, y: number): HTMLButtonElement | null => {
  const button = elementAt(x, y)?.closest('button') ?? null;
  return button?.disabled ? null : button;
};

const act = (mark: PenMark<HTMLButtonElement>, spot: { x: number; y: number }): void => {
  for (const button of document.querySelectorAll(`.${pressed}`)) button.classList.remove(pressed);
  if (mark.kind === 'press') mark.target.classList.add(pressed);
  if (mark.kind === 'tap') mark.target.click();
  if (mark.kind === 'drag')
    elementAt(spot.x, spot.y)
      ?.closest('[data-pan]')
      ?.scrollBy(-mark.by.x * window.innerWidth, -mark.by.y * window.innerHeight);
};

/**
 * The pen of a pad in vendor mode moves no mouse cursor: this dot follows the station's samples instead, presses the
 * button that is tapped, and drags what can be panned.
 */
export const PenCursor = () => {
  const { client } = useStation();
  const dot = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const taps = createTapReader(buttonAt);
    const show = ([x, y, , flags]: InkSample) => {
      if (!dot.current) return;
      dot.current.style.transform = `translate(${x * window.innerWidth}px, ${y * window.innerHeight}px)`;
      dot.current.hidden = (flags & sampleFlag.inRange) === 0;
      dot.current.classList.toggle('down', (flags & sampleFlag.tip) !== 0);
    };
    return client.on('pen', ({ fieldId, samples }) => {
      const latest = samples.at(-1);
      if (latest) show(latest);
      if (fieldId !== null) {
        taps.forget();
        return;
      }
      for (const sample of samples) {
        const mark = taps.read(sample);
        if (mark) act(mark, { x: sample[0], y: sample[1] });
      }
    });
  }, [client]);

  return <div ref={dot} className="pen-cursor" aria-hidden="true" hidden />;
};
