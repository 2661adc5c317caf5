import { fileURLToPath } from 'node:url';

export const rulesFile = fileURLToPath(new URL('../../build/udev/60-bedsign.rules', import.meta.url));
