import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkNames } from '@bedsign/contract';
import { certificateTexts } from '../../administration/certificates/texts.ts';
import { maintenanceTexts, stepTexts } from '../../administration/maintenance/texts.ts';
import { settingsTexts } from '../../administration/settings/texts.ts';
import { reasonTexts, refusalTexts, sourceTexts, statusTexts } from '../../administration/status/texts.ts';
import { administrationTexts } from '../../administration/texts.ts';
import { tokenTexts } from '../../administration/tokens/texts.ts';
import { objectionTexts, verifyTexts } from '../../administration/verify/texts.ts';
import { checkTexts } from '../../nurse/check-texts.ts';
import { nurseTexts } from '../../nurse/texts.ts';
import { patientTexts } from '../../patient/texts.ts';
import { commonTexts } from './common-texts.ts';
import { type Dictionary, fill } from './dictionary.ts';

const tables: Record<string, Dictionary<string>> = {
  ...{ commonTexts, nurseTexts, patientTexts, checkTexts },
  ...{ administrationTexts, settingsTexts, certificateTexts, maintenanceTexts, stepTexts },
  ...{ statusTexts, reasonTexts, sourceTexts, refusalTexts, tokenTexts, verifyTexts, objectionTexts },
};
const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([place]) => place).toSorted();

for (const [name, { zh, en }] of Object.entries(tables)) {
  test(`${name}: both languages have the same keys`, () => {
    assert.deepEqual(Object.keys(zh).toSorted(), Object.keys(en).toSorted());
  });
  test(`${name}: no text is empty, and both languages have the same places to fill`, () => {
    for (const [key, text] of Object.entries(zh)) {
      assert.ok(text.trim() && en[key]?.trim(), key);
      assert.deepEqual(places(text), places(en[key] ?? ''), key);
    }
  });
  test(`${name}: the English table holds no Chinese, except the other language's own name`, () => {
    for (const [key, text] of Object.entries(en))
      assert.ok(key === 'otherLanguage' || key === 'demo' || !/\p{Script=Han}/u.test(text), key);
  });
}

test('every check of the report has its text', () => {
  assert.deepEqual(Object.keys(checkTexts.zh).toSorted(), [...checkNames].toSorted());
});

test('fill puts values in and leaves unknown places alone', () => {
  assert.equal(fill('第 {page} 页，共 {pages} 页', { page: 2, pages: 3 }), '第 2 页，共 3 页');
  assert.equal(fill('{missing}', {}), '{missing}');
});
