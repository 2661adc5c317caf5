import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { looksLikeLink, parseTaskLink } from './task-link.ts';

const id = '3f2b7c1e-58d4-4a0b-9a53-0d6f1c2e7a10';

for (const [link, taskId] of [
  [`bedsign://task/${id}`, id],
  [`bedsign://task/${id}/`, id],
  ['bedsign://task/t1', 't1'],
  ['bedsign://task/2026.11_03-1', '2026.11_03-1'],
  [`bedsign://task/${'a'.repeat(64)}`, 'a'.repeat(64)],
] as const)
  test(`${link} names ${taskId}`, () => assert.equal(parseTaskLink(link), taskId));

const refused: string[] = [
  '',
  'bedsign:',
  'bedsign://',
  'bedsign://task',
  'bedsign://task/',
  'bedsign://task//',
  `bedsign:task/${id}`,
  `bedsign:///task/${id}`,
  `BEDSIGN://task/${id}`,
  `bedsign://TASK/${id}`,
  `bedsign://tasks/${id}`,
  `bedsign://patient/${id}`,
  `bedsign://user@task/${id}`,
  `bedsign://task:80/${id}`,
  `bedsign://task/${id}/sign`,
  `bedsign://task/${id}?role=nurse`,
  `bedsign://task/${id}#x`,
  `bedsign://task/${id}//`,
  ` bedsign://task/${id}`,
  `bedsign://task/${id}\n`,
  `bedsign://task/${id} --no-sandbox`,
  'bedsign://task/..',
  'bedsign://task/../login',
  'bedsign://task/%2e%2e',
  'bedsign://task/a%20b',
  'bedsign://task/a\\b',
  'bedsign://task/a"b',
  'bedsign://task/-x',
  'bedsign://task/张三',
  'bedsign://task/a\u0000',
  'bedsign://task/ａ',
  `bedsign://task/${'a'.repeat(65)}`,
  `http://task/${id}`,
  `javascript:alert(1)//bedsign://task/${id}`,
];
for (const link of refused)
  test(`${JSON.stringify(link)} is refused`, () =>
    assert.throws(() => parseTaskLink(link), { code: 'TASK_LINK_INVALID' }));

/** Pieces of good and bad links in any order, and any text at all. */
const pieces = fc.constantFrom(
  'bedsign://task/',
  'bedsign:',
  '//',
  'task',
  '/',
  id,
  '..',
  '%2f',
  '?',
  '#',
  ' ',
  '\n',
  '@',
  ':',
  '\\',
  '"',
);
const anyLink = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join('')),
);

test('whatever the text: an id of plain letters that makes the same link again, or TASK_LINK_INVALID', () => {
  let good = 0;
  fc.assert(
    fc.property(anyLink, (link) => {
      let taskId: string;
      try {
        taskId = parseTaskLink(link);
      } catch (thrown) {
        return (thrown as { code?: string }).code === 'TASK_LINK_INVALID';
      }
      good++;
      assert.match(taskId, /^[A-Za-z0-9._-]{1,64}$/);
      assert.ok(looksLikeLink(link));
      return link === `bedsign://task/${taskId}` || link === `bedsign://task/${taskId}/`;
    }),
    { numRuns: 200_000 },
  );
  assert.ok(good > 0, 'not one good link among them');
});
