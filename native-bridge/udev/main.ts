/** `npm run udev-rules`: writes the rules that the packages carry. */
import { writeFileSync } from 'node:fs';
import { udevRules } from './rules.ts';
import { rulesFile } from './rules-file.ts';

writeFileSync(rulesFile, udevRules());
