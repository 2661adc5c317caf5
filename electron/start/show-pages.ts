import { asBedSignError, errorLine } from '@bedsign/contract';
import { keepPatientOnPad } from '../shell/keep-patient-on-pad.ts';
import type { Shell } from '../shell/shell.ts';
import type { ManagedProcess } from './managed-process.ts';
import { linkToStation } from './station-link.ts';

/** What the station says when it is ready: its address and those of the two pages, each for one opening. */
export type StationReady = { url: string; nurse: string; patient: string; simulated: boolean };

/** Puts the nurse's page on her screen and keeps the patient's on the pad's. */
export const showPages = async (
  shell: Shell,
  station: ManagedProcess<StationReady>,
  log: (line: string) => void,
): Promise<void> => {
  await shell.openNurse(station.ready.nurse);
  const link = linkToStation(station);
  await keepPatientOnPad(shell, {
    patientUrl: link.patientUrl,
    onChange: link.padScreen,
    onError: (thrown) => log(errorLine(asBedSignError(thrown))),
  });
};
