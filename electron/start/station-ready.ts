/** What the station says when it is ready: its address and those of the two pages, each for one opening. */
export type StationReady = { url: string; nurse: string; patient: string; simulated: boolean };
