/** The shells' contract in real Electron; started by electron-shell.test.ts. */
import { shellContract } from '../../electron/shell/testing/shell-contract.ts';
import { openElectronBench } from './electron-bench.ts';

shellContract('Electron', openElectronBench);
