import { type Static, Type } from 'typebox';
import { closed } from './schema-parts.ts';

/**
 * Whether the pad's screen is there, as the shell sees it. `missing` also where the desktop shows the same picture on
 * all screens; `unclear`: several screens could be it; `unknown`: the shell cannot see screens.
 */
export const padScreens = ['found', 'missing', 'unclear', 'unknown'] as const;
export type PadScreen = (typeof padScreens)[number];

/** What the program that starts the station, and shows its pages, says to it over the channel between the two. */
export const LauncherMessage = Type.Union([
  Type.Object({ ask: Type.Literal('patientPage'), id: Type.Integer({ minimum: 1 }) }, closed),
  Type.Object({ tell: Type.Literal('padScreen'), state: Type.Enum([...padScreens]) }, closed),
]);
export type LauncherMessage = Static<typeof LauncherMessage>;

/** The station's answer to what it was asked. */
export const LauncherAnswer = Type.Object({ id: Type.Integer(), url: Type.String() }, closed);
export type LauncherAnswer = Static<typeof LauncherAnswer>;
