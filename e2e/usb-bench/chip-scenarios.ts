import { DriverError, type SecurityChip } from '@bedsign/drivers';
import { sm2MessageDigest, sm2Verify } from '@bedsign/gm';
import { plugInThread } from './device-thread.ts';
import { stationSource, whilePlugged } from './plugged.ts';
import type { Outcome, Scenario } from './scenario.ts';
import { pin, type UsbfsDevice } from './usbfs-devices.ts';

/** How often a chip takes a wrong PIN before it locks. */
const tries = 10;
const digests = 20;

type Result = Omit<Outcome, 'device' | 'scenario'>;

/** Opens the PIN, has digests signed, and verifies what comes back. */
export const signDigests = async (chip: SecurityChip): Promise<Result> => {
  await chip.verifyPin(pin);
  let verified = 0;
  for (let number = 0; number < digests; number++) {
    const message = new TextEncoder().encode(`digest ${number}`);
    const signature = await chip.signDigest(sm2MessageDigest(message, chip.publicKey));
    if (sm2Verify(message, signature, chip.publicKey)) verified++;
  }
  return { sent: digests, received: verified, ok: verified === digests, detail: `${chip.model}, SM2 signatures` };
};

const codeOf = async (job: Promise<unknown>): Promise<string> =>
  job.then(
    () => 'taken',
    (thrown) => (thrown instanceof DriverError ? thrown.code : String(thrown)),
  );

const lockPin = async (chip: SecurityChip): Promise<Result> => {
  const codes: string[] = [];
  for (let wrong = 0; wrong < tries; wrong++) codes.push(await codeOf(chip.verifyPin('000000')));
  codes.push(await codeOf(chip.verifyPin(pin)), await codeOf(chip.signDigest(new Uint8Array(32).fill(1))));
  const meant = [...Array.from({ length: tries - 1 }, () => 'PIN_WRONG'), 'PIN_LOCKED', 'PIN_LOCKED', 'CHIP'];
  const asMeant = codes.filter((code, at) => code === meant[at]).length;
  return { sent: meant.length, received: asMeant, ok: asMeant === meant.length, detail: codes.slice(-3).join(', ') };
};

const pulledWhileSigning = async (chip: SecurityChip, pull: () => void): Promise<Result> => {
  await chip.verifyPin(pin);
  const lost = new Promise<void>((resolve) => chip.onLost(resolve));
  const signing = codeOf(chip.signDigest(new Uint8Array(32).fill(1)));
  pull();
  const code = await signing;
  await lost;
  const after = await codeOf(chip.signDigest(new Uint8Array(32).fill(2)));
  const ok = ['LOST', 'taken'].includes(code) && after === 'LOST';
  return { sent: 2, received: 2, ok, detail: `${code}, then ${after}` };
};

const scenario = (
  device: UsbfsDevice,
  what: string,
  work: (chip: SecurityChip, pull: () => void) => Promise<Result>,
): Scenario => ({
  device,
  scenario: what,
  run: () =>
    whilePlugged(
      async () => (await plugInThread(device, 1)).pull,
      async (pull) => {
        const chip = await stationSource().chip();
        try {
          return await work(chip, pull);
        } finally {
          await chip.close().catch(() => undefined);
        }
      },
    ),
});

export const chipScenarios: Scenario[] = [
  scenario('gmt0017-drive', 'signatures after the PIN', signDigests),
  scenario('gmt0017-drive', 'PIN wrong until it locks', lockPin),
  scenario('gmt0017-drive', 'pulled while it signs', pulledWhileSigning),
  scenario('gmt0017-ccid', 'signatures after the PIN', signDigests),
];
