import { type Static, Type } from 'typebox';
import { Mishaps } from './mishaps.ts';
import { closed } from './schema-parts.ts';
import { longestTaskLink } from './task-link.ts';

/**
 * Whether the pad's screen is there, as the shell sees it. `mirrored`: it shows the nurse's own picture, where the
 * desktop tells so, or else it is `missing`; `unclear`: several screens could be it; `unknown`: the shell cannot see
 * screens.
 */
export const padScreenStates = ['found', 'missing', 'mirrored', 'unclear', 'unknown'] as const;
export type PadScreenState = (typeof padScreenStates)[number];

const Pixels = Type.Integer({ minimum: 1, maximum: 100_000 });
const Label = Type.String({ maxLength: 256 });

/** A screen as it is offered for choice, in pixels; `id` holds until the desktop changes, label and size longer. */
export const ScreenName = Type.Object(
  { id: Type.String({ maxLength: 64 }), label: Label, width: Pixels, height: Pixels },
  closed,
);
export type ScreenName = Static<typeof ScreenName>;

/**
 * What the nurse learns of the screens; `number` is what identifying shows on each, `pad` stands on the pad's, `scale`
 * is how much larger than its pixels the desktop shows things there (1 is 100 %).
 */
export const PadScreen = Type.Object(
  {
    state: Type.Enum([...padScreenStates]),
    screens: Type.Array(
      Type.Object(
        {
          number: Type.Integer({ minimum: 1 }),
          ...ScreenName.properties,
          scale: Type.Number({ minimum: 0.1, maximum: 16 }),
          pad: Type.Boolean(),
        },
        closed,
      ),
      { maxItems: 16 },
    ),
  },
  closed,
);
export type PadScreen = Static<typeof PadScreen>;

/** What the program that starts the station, and shows its pages, says to it over the channel between the two. */
export const LauncherMessage = Type.Union([
  Type.Object(
    { ask: Type.Literal('page'), role: Type.Enum(['nurse', 'patient']), id: Type.Integer({ minimum: 1 }) },
    closed,
  ),
  Type.Object({ tell: Type.Literal('padScreen'), padScreen: PadScreen }, closed),
  Type.Object({ tell: Type.Literal('mishaps'), mishaps: Mishaps }, closed),
  /** The program was started by this link, which nobody has looked at yet. */
  Type.Object({ tell: Type.Literal('link'), link: Type.String({ maxLength: longestTaskLink + 1 }) }, closed),
]);
export type LauncherMessage = Static<typeof LauncherMessage>;

/** What the station says to it: answers, and what the nurse wishes of the screens. */
export const StationMessage = Type.Union([
  Type.Object({ answer: Type.Integer(), url: Type.String() }, closed),
  Type.Object({ do: Type.Literal('identify') }, closed),
  /** The patient page, which somebody may have closed, is to be there again. */
  Type.Object({ do: Type.Literal('patientPage') }, closed),
  /** This screen is the pad's; null: nobody chose one for this pad. */
  Type.Object({ do: Type.Literal('use'), screen: Type.Union([ScreenName, Type.Null()]) }, closed),
]);
export type StationMessage = Static<typeof StationMessage>;
