import {
  BedSignError,
  type CalibrationRun,
  type CalibrationView,
  calibrationTargets,
  type ErrorCode,
  type Mapping,
  mapSpot,
  type ScreenName,
  type Spot,
} from '@bedsign/contract';
import type { Pad, RawSample } from '@bedsign/drivers';
import { openCalibrations } from './calibrations.ts';
import { fitMapping, isPlausible, type Pair } from './fit.ts';
import { createTapCollector, sizeMm } from './tap-collector.ts';

/**
 * How far a tap may be off, millimetres. A hand that looks at the glass askew taps 1 to 2 mm beside; of a single bad tap
 * the fit shows a quarter at each cross, and the check shows all of it.
 */
const mostOff = { fit: 1, check: 2.5 } as const;

const crosses = calibrationTargets.slice(0, -1);

type Run = {
  pad: Pad;
  screen: ScreenName | null;
  taps: ReturnType<typeof createTapCollector>;
  pairs: Pair[];
  mapping: Mapping | null;
  view: CalibrationRun;
};

/** Brings ink under the pen: which map holds for the connected pad on its screen, and how a new one is made. */
export type Calibration = ReturnType<typeof createCalibration>;

export const createCalibration = (options: {
  /** Where the maps are kept. */
  file: string;
  pad(): Pad | null;
  /** The pad's screen, if the shell sees it. */
  screen(): ScreenName | null;
  now(): number;
  onChange(view: CalibrationView): void;
}) => {
  const kept = openCalibrations(options.file);
  let run: Run | null = null;
  /** The connected pad with its map: asked for with each report, so kept. */
  let placed: { pad: Pad; mapping: Mapping | undefined } | null = null;

  const currentOf = (pad: Pad | null) => (pad ? kept.of(pad.serial, options.screen()) : null);
  const view = (): CalibrationView => {
    const pad = options.pad();
    const current = currentOf(pad);
    return {
      possible: pad?.capabilities.screen === 'display',
      current: current && { at: current.at, errorMm: current.errorMm },
      run: run?.view ?? null,
    };
  };
  const changed = (): void => {
    placed = null;
    options.onChange(view());
  };
  const show = (change: Partial<CalibrationRun>): void => {
    if (!run) return;
    run.view = { ...run.view, failure: null, ...change };
    changed();
  };
  const fail = (code: ErrorCode, detail?: string): void =>
    show({ state: 'failed', failure: new BedSignError(code, detail).toJSON() });

  const off = (mapping: Mapping, { pad, screen }: Pair, { widthMm, heightMm }: ReturnType<typeof sizeMm>): number => {
    const { x, y } = mapSpot(pad, mapping);
    return Math.hypot((x - screen.x) * widthMm, (y - screen.y) * heightMm);
  };
  const millimetres = (value: number | null): string | undefined =>
    value === null ? undefined : `${value.toFixed(1)} mm`;

  const next = (current: Run): void => {
    const target = calibrationTargets[current.view.number];
    if (target) show({ number: current.view.number + 1, target });
  };
  const fit = (current: Run): void => {
    const mapping = fitMapping(current.pairs);
    const worst = mapping && Math.max(...current.pairs.map((pair) => off(mapping, pair, sizeMm(current.pad))));
    if (mapping && isPlausible(mapping) && worst !== null && worst <= mostOff.fit) {
      current.mapping = mapping;
      next(current);
    } else fail('CALIBRATION_INACCURATE', millimetres(worst));
  };
  const finish = (current: Run, mapping: Mapping, pair: Pair): void => {
    const errorMm = off(mapping, pair, sizeMm(current.pad));
    if (errorMm <= mostOff.check) {
      kept.set(current.pad.serial, current.screen, { mapping, errorMm, at: options.now() });
      show({ state: 'done', errorMm });
    } else fail('CALIBRATION_INACCURATE', millimetres(errorMm));
  };
  const tapped = (current: Run, pad: Spot): void => {
    const pair = { pad, screen: current.view.target };
    if (current.mapping) {
      finish(current, current.mapping, pair);
      return;
    }
    current.pairs.push(pair);
    if (current.pairs.length === crosses.length) fit(current);
    else next(current);
  };

  return {
    view,
    /** The map in use for this pad. */
    mapping(pad: Pad): Mapping | undefined {
      if (placed?.pad !== pad) placed = { pad, mapping: currentOf(pad)?.mapping };
      return placed.mapping;
    },
    /** The patient page shows the first cross. A pad that has no screen of the computer's needs no map. */
    start(): void {
      const pad = options.pad();
      if (!pad) throw new BedSignError('PAD_NOT_CONNECTED');
      if (pad.capabilities.screen !== 'display') throw new BedSignError('CALIBRATION_NOT_NEEDED', pad.model);
      const [target] = calibrationTargets;
      run = {
        pad,
        screen: options.screen(),
        taps: createTapCollector(pad),
        pairs: [],
        mapping: null,
        view: { state: 'tapping', number: 1, of: calibrationTargets.length, target, failure: null, errorMm: null },
      };
      changed();
    },
    stop(): void {
      if (!run) return;
      run = null;
      changed();
    },
    /** One report; true if it was a tap's and so nobody else's. Once all is done the pen may be tried. */
    sample(sample: RawSample, pad: Pad): boolean {
      if (!run || run.view.state === 'done') return false;
      if (run.view.state === 'failed' || run.pad !== pad) return true;
      const tap = run.taps.take(sample);
      if (tap === 'slid') show({ failure: new BedSignError('CALIBRATION_UNSTEADY').toJSON() });
      else if (tap) tapped(run, tap);
      return true;
    },
    /** A pad or its screen came or went: what is half calibrated is lost. */
    surroundingsChanged(): void {
      placed = null;
      if (run && run.view.state === 'tapping' && run.pad !== options.pad()) fail('PAD_LOST');
      else changed();
    },
  };
};
