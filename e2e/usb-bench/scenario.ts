/** One line of the table. `ok` is all that must hold, `detail` what else there is to say. */
export type Outcome = { device: string; scenario: string; sent: number; received: number; ok: boolean; detail: string };

export type Scenario = {
  device: string;
  scenario: string;
  run(): Promise<Omit<Outcome, 'device' | 'scenario'>>;
};
