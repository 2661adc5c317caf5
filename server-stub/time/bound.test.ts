import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { keptTime } from './test-kit/kept-time.ts';

const ms = (max: number) => fc.integer({ min: 0, max });
const server = fc.record({
  offset: fc.integer({ min: -2, max: 2 }).map((tenths) => tenths / 10),
  there: ms(900),
  back: ms(900),
});
const event = fc.oneof(
  fc.record({
    kind: fc.constant('route' as const),
    to: fc.constantFrom('a', 'b', 'c'),
    there: ms(1500),
    back: ms(1500),
  }),
  fc.record({ kind: fc.constant('lie' as const), ms: fc.integer({ min: -5000, max: 5000 }) }),
  fc.record({
    kind: fc.constant('set' as const),
    ms: fc.oneof(fc.integer({ min: -60, max: 60 }), fc.integer({ min: -600, max: 600 })),
  }),
  fc.record({ kind: fc.constant('slew' as const), part: fc.double({ min: 0, max: 1, noNaN: true }) }),
  fc.record({ kind: fc.constant('sleep' as const), ms: fc.integer({ min: 51, max: 100_000 }) }),
  fc.record({ kind: fc.constant('down' as const), of: fc.constantFrom('a', 'b', 'c') }),
);

test('whatever happens with two honest servers of three, no trusted reading is wrong by more than it says', async () => {
  const near = { offset: 0, there: 0, back: 0 };
  let readings = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.record({ driftPpm: fc.integer({ min: -100, max: 100 }), systemOffset: fc.integer({ min: -400, max: 400 }) }),
      fc.tuple(server, server, server),
      fc.array(fc.tuple(event, fc.integer({ min: 1, max: 120 })), { maxLength: 15 }),
      async (world, behaviours, events) => {
        const kept = await keptTime(world);
        for (const [index, name] of (['a', 'b', 'c'] as const).entries())
          Object.assign(kept.servers[name], behaviours[index]);
        await kept.run(100);
        for (const [happens, seconds] of events) {
          if (happens.kind === 'route')
            Object.assign(kept.servers[happens.to as 'a'], { there: happens.there, back: happens.back });
          if (happens.kind === 'lie') kept.servers.c.offset = happens.ms;
          if (happens.kind === 'set') kept.world.setSystemClock(happens.ms);
          if (happens.kind === 'slew') kept.world.slew((kept.world.truth() - kept.world.clock.wall()) * happens.part);
          if (happens.kind === 'sleep') kept.world.sleep(happens.ms);
          if (happens.kind === 'down') kept.servers[happens.of as 'a'].up = !kept.servers[happens.of as 'a'].up;
          await kept.run(seconds);
        }
        await kept.time.close();
        readings += kept.trustedReadings();
      },
    ),
    // Asleep for too short a time to be noticed as such.
    {
      numRuns: 300,
      examples: [[{ driftPpm: 0, systemOffset: -3 }, [near, near, near], [[{ kind: 'sleep', ms: 4 }, 1]]]],
    },
  );
  assert.ok(readings > 10_000, `${readings}`);
});
