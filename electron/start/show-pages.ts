import { asBedSignError, errorLine, type PageRole } from '@bedsign/contract';
import { keepPatientOnPad } from '../shell/keep-patient-on-pad.ts';
import type { Shell } from '../shell/shell.ts';
import { backOffMs, longEnoughMs } from './back-off.ts';
import { countMishaps } from './count-mishaps.ts';
import { linkToStation, type StationLink } from './station-link.ts';
import type { SupervisedStation } from './supervise.ts';

/** Brings back pages whose process died, later each time that one dies soon. */
const refillPages = (
  shell: Shell,
  link: StationLink,
  onGone: (page: PageRole) => void,
  onError: (e: unknown) => void,
) => {
  const failures = { nurse: 0, patient: 0 };
  const last = { nurse: 0, patient: 0 };
  const refill = async (page: PageRole): Promise<void> => shell.refill(page, await link.pageUrl(page));
  shell.onPageGone((page) => {
    onGone(page);
    if (performance.now() - last[page] > longEnoughMs) failures[page] = 0;
    last[page] = performance.now();
    setTimeout(() => void refill(page).catch(onError), backOffMs(failures[page]++));
  });
};

/**
 * Puts the pages on screens and keeps them where they belong, as displays come and go and the nurse wishes; what ends
 * unasked is brought back, and she is told. Returns the way to the station.
 */
export const showPages = async (
  shell: Shell,
  station: SupervisedStation,
  log: (line: string) => void,
): Promise<{ openLink(link: string): void; mishap: ReturnType<typeof countMishaps> }> => {
  const onError = (thrown: unknown) => log(errorLine(asBedSignError(thrown)));
  const link = linkToStation(station);
  const mishap = countMishaps(link.mishaps);
  station.onCrash(() => mishap('station'));
  const onGone = (page: PageRole): void => {
    log(`the ${page}'s page ended unasked`);
    mishap(page === 'nurse' ? 'nursePage' : 'patientPage');
  };
  refillPages(shell, link, onGone, onError);
  await shell.openNurse(station.ready.nurse);
  const { use, reopen } = await keepPatientOnPad(shell, {
    patientUrl: () => link.pageUrl('patient'),
    besideNurse: station.ready.simulated,
    onChange: link.padScreen,
    onError,
  });
  const numberPage = (number: number) => `${station.ready.url}/identify.html#${number}`;
  link.onWish({ use, reopen, identify: () => void shell.identify(numberPage).catch(onError) });
  return { openLink: link.openLink, mishap };
};
