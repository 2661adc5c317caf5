/** The program behind the icon where Electron is installed: Electron's main process, which is the launcher too. */
import { placesOf } from '../settings/places.ts';
import { packagedPrograms } from './packaged-programs.ts';
import { runDesktop } from './run-desktop.ts';

runDesktop(placesOf(), packagedPrograms(process.resourcesPath));
