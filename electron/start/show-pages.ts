import { asBedSignError, errorLine } from '@bedsign/contract';
import { keepPatientOnPad } from '../shell/keep-patient-on-pad.ts';
import type { Shell } from '../shell/shell.ts';
import type { ManagedProcess } from './managed-process.ts';
import { linkToStation } from './station-link.ts';

/** What the station says when it is ready: its address and those of the two pages, each for one opening. */
export type StationReady = { url: string; nurse: string; patient: string; simulated: boolean };

/** Puts the pages on screens and keeps them where they belong, as displays come and go and the nurse wishes. */
export const showPages = async (
  shell: Shell,
  station: ManagedProcess<StationReady>,
  log: (line: string) => void,
): Promise<void> => {
  const onError = (thrown: unknown) => log(errorLine(asBedSignError(thrown)));
  const link = linkToStation(station);
  await shell.openNurse(station.ready.nurse);
  const use = await keepPatientOnPad(shell, { patientUrl: link.patientUrl, onChange: link.padScreen, onError });
  const numberPage = (number: number) => `${station.ready.url}/identify.html#${number}`;
  link.onWish({ use, identify: () => void shell.identify(numberPage).catch(onError) });
};
