import { chipScenarios } from './chip-scenarios.ts';
import { hospitalPadScenario } from './hospital-pad-scenario.ts';
import { padScenarios } from './pad-scenarios.ts';
import { readerScenarios } from './reader-scenarios.ts';
import type { Scenario } from './scenario.ts';

/** All that the bench does, in the order of its table. */
export const scenarios: Scenario[] = [...padScenarios, ...readerScenarios, ...chipScenarios, hospitalPadScenario];
