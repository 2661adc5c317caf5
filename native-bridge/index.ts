export { createStation, type Station, type StationOptions } from './station.ts';
export type { InProcess } from './station-api/in-process.ts';
