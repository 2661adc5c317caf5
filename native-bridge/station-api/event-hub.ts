import type { EventData, EventName, PageRole } from '@bedsign/contract';

/** Who hears an event: the patient's page learns nothing about staff, other patients or the queue. */
const audience: Record<EventName, readonly PageRole[]> = {
  session: ['nurse', 'patient'],
  pen: ['nurse', 'patient'],
  devices: ['nurse', 'patient'],
  staff: ['nurse'],
  patientPage: ['nurse'],
  padScreen: ['nurse'],
  glass: ['nurse', 'patient'],
  calibration: ['nurse', 'patient'],
  queue: ['nurse'],
  mishaps: ['nurse'],
  taskWanted: ['nurse'],
  update: ['nurse'],
};

export type Listener = <E extends EventName>(event: E, data: EventData<E>) => void;

/**
 * Carries the station's events to every page that may hear them. A page that cannot take one is told to `onFailure`;
 * neither the other pages nor the step that caused the event suffer from it.
 */
export const createEventHub = (onFailure: (event: EventName, thrown: unknown) => void) => {
  const listeners = new Map<Listener, PageRole>();
  return {
    /** Returns how to stop listening. */
    listen(role: PageRole, listener: Listener): () => void {
      listeners.set(listener, role);
      return () => void listeners.delete(listener);
    },
    emit<E extends EventName>(event: E, data: EventData<E>): void {
      for (const [listener, role] of listeners) {
        if (!audience[event].includes(role)) continue;
        try {
          listener(event, data);
        } catch (thrown) {
          onFailure(event, thrown);
        }
      }
    },
  };
};
export type EventHub = ReturnType<typeof createEventHub>;
