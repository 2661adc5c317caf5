import { join } from 'node:path';
import type { Programs } from '../workstation/programs.ts';

/**
 * What stands beside the application's own archive: the tree of the station's package, whole, in `station`. It is not in
 * the archive, because Node itself runs it.
 */
export const packagedPrograms = (resources: string): Programs => {
  const tree = join(resources, 'station');
  const rooms = join(tree, 'app', 'node_modules', '@bedsign');
  return {
    node: join(tree, 'bin', process.platform === 'win32' ? 'node.exe' : 'node'),
    station: join(rooms, 'native-bridge', 'main.js'),
    pages: join(rooms, 'renderer', 'dist'),
  };
};
