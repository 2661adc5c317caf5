import type { EventData, EventName, PageRole } from '@bedsign/contract';

/** Who hears an event: the patient's page learns nothing about staff, other patients or the queue. */
const audience: Record<EventName, readonly PageRole[]> = {
  session: ['nurse', 'patient'],
  pen: ['nurse', 'patient'],
  devices: ['nurse', 'patient'],
  staff: ['nurse'],
  patientPage: ['nurse'],
  queue: ['nurse'],
};

export type Listener = <E extends EventName>(event: E, data: EventData<E>) => void;

/** Carries the station's events to every page that may hear them. */
export const createEventHub = () => {
  const listeners = new Map<Listener, PageRole>();
  return {
    /** Returns how to stop listening. */
    listen(role: PageRole, listener: Listener): () => void {
      listeners.set(listener, role);
      return () => void listeners.delete(listener);
    },
    emit<E extends EventName>(event: E, data: EventData<E>): void {
      for (const [listener, role] of listeners) if (audience[event].includes(role)) listener(event, data);
    },
  };
};
export type EventHub = ReturnType<typeof createEventHub>;
