/** The application's main script with other places: those that a test wrote beside it. */
import { readFileSync } from 'node:fs';
import { runDesktop } from '../../electron/desktop/run-desktop.ts';

const { places, programs } = JSON.parse(readFileSync(process.env.BEDSIGN_TEST_APPLICATION ?? '', 'utf8'));
runDesktop(places, programs);
