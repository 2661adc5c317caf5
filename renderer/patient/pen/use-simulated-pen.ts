import type { InkSample } from '@bedsign/contract';
import { useEffect } from 'react';
import { useStation, useStationState } from '../../shared/station/station-context.tsx';
import { leavingSample, pointerSample } from './pointer-samples.ts';

/**
 * With a simulated pad this page is the pad's surface: mouse, touch and pen move the simulated pen, and what they do
 * comes back as pen samples like those of a real pad. Native clicks are therefore dropped; those from the keyboard
 * (detail 0) still count.
 */
export const useSimulatedPen = (): void => {
  const { client } = useStation();
  const { devices } = useStationState();
  const pad = devices.find(({ kind }) => kind === 'pad');
  const simulated = pad?.simulated === true && (pad.state === 'ready' || pad.state === 'capturing');

  useEffect(() => {
    if (!simulated) return;
    const listening = new AbortController();
    const options = { capture: true, signal: listening.signal };
    const screen = () => ({ width: window.innerWidth, height: window.innerHeight });
    let last: InkSample | null = null;
    const send = (samples: InkSample[]) => {
      last = samples.at(-1) ?? last;
      // Samples that the station cannot take (a cable just pulled) are lost, as on a real pad.
      client.call('simulatePen', { samples }).catch(() => undefined);
    };
    const touch = (event: PointerEvent) => send([pointerSample(event, screen())]);
    const move = (event: Event) => {
      const pointer = event as PointerEvent;
      const coalesced = pointer.getCoalescedEvents();
      send((coalesced.length > 0 ? coalesced : [pointer]).map((part) => pointerSample(part, screen())));
    };
    const leave = () => {
      if (last) send([leavingSample(last)]);
      last = null;
    };
    window.addEventListener('pointerdown', touch, options);
    window.addEventListener('pointerup', touch, options);
    window.addEventListener('pointerrawupdate', move, options);
    window.addEventListener('pointercancel', leave, options);
    document.documentElement.addEventListener('pointerleave', leave, { signal: listening.signal });
    window.addEventListener(
      'click',
      (event) => {
        if (!event.isTrusted || event.detail === 0) return;
        event.preventDefault();
        event.stopPropagation();
      },
      options,
    );
    return () => listening.abort();
  }, [client, simulated]);
};
