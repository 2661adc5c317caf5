import { createGate, type Gate } from '../../gate/gate.ts';
import { createRefusalLog, type RefusalLogger } from '../../gate/refusal-log.ts';
import type { TsaSettingsStore } from './settings-store.ts';

/** The gate that follows the settings' allow and deny lists. */
export const createSettingsGate = (settings: TsaSettingsStore, log: RefusalLogger): Gate => {
  const gate = createGate(settings.current().settings.access, createRefusalLog(log));
  settings.onChange((changed) => gate.use(changed.settings.access));
  return gate;
};
