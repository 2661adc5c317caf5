import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomBytes } from '@bedsign/gm';
import { createPageTokens } from './page-tokens.ts';

const refused = { code: 'UNAUTHENTICATED' };
const day = 24 * 60 * 60 * 1000;

test('a launch token opens one connection, once; its resume token opens the later ones', () => {
  const tokens = createPageTokens(randomBytes(16));
  const launch = tokens.launch('patient');
  const first = tokens.redeem(launch);
  assert.equal(first.role, 'patient');
  assert.throws(() => tokens.redeem(launch), refused);
  const second = tokens.redeem(first.resumeToken);
  assert.equal(second.role, 'patient');
  assert.notEqual(second.resumeToken, first.resumeToken);
});

test('a resume token outlives the station, not its key, and ends after a week', () => {
  const key = randomBytes(16);
  let now = 1_000_000;
  const before = createPageTokens(key, () => now);
  const { resumeToken } = before.redeem(before.launch('nurse'));
  const after = createPageTokens(key, () => now);
  assert.equal(after.redeem(resumeToken).role, 'nurse');
  assert.throws(() => createPageTokens(randomBytes(16), () => now).redeem(resumeToken), refused);
  now += 7 * day + 1;
  assert.throws(() => after.redeem(resumeToken), refused);
});

test('a patient cannot make a nurse of itself, nor anything out of nothing', () => {
  const tokens = createPageTokens(randomBytes(16));
  const { resumeToken } = tokens.redeem(tokens.launch('patient'));
  const forged = [
    resumeToken.replace('patient', 'nurse'),
    resumeToken.slice(0, -1),
    `${resumeToken}x`,
    '',
    '.',
    'nurse...',
    'nurse.1.a.',
  ];
  for (const token of forged) assert.throws(() => tokens.redeem(token), refused, token);
});
