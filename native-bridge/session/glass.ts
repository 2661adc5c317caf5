import { asBedSignError, BedSignError, type ErrorCode, type Glass } from '@bedsign/contract';
import { createGlassPresses, type GlassButton, layoutGlass, type Pad, type RawSample } from '@bedsign/drivers';
import { namedDeviceError } from '../devices/device-error.ts';
import type { Session } from './session.ts';

/** After these the patient writes the field anew; after anything else what was written stays. */
const writeAgain: readonly ErrorCode[] = ['NO_STROKES', 'STROKES_OUTSIDE_FIELD'];

const toBitmap = ({ width, height }: Glass, grey: Uint8Array) => {
  if (grey.length !== width * height) throw new BedSignError('INVALID_REQUEST', `a picture of ${grey.length} bytes`);
  const rgba = new Uint8Array(4 * grey.length);
  grey.forEach((value, i) => {
    rgba.fill(value, 4 * i, 4 * i + 3);
    rgba[4 * i + 3] = 255;
  });
  return { width, height, rgba };
};

/** The page asked for, on which pad, and what the pen presses on it. */
type Asked = { glass: Glass; pad: Pad; captureId: string; presses: ReturnType<typeof createGlassPresses> };

/**
 * The small screen of a pad that is no display of the computer. While fields are signed it shows the next one: asks the
 * nurse's page for the picture, puts it on the glass, begins the field, and does what the pen presses.
 */
export const createGlass = (deps: {
  session(): Session | null;
  pad(): Pad | null;
  onChange(glass: Glass | null): void;
}) => {
  let asked: Asked | null = null;
  /** The page that was asked for last, also when its pad has gone since. */
  let last: Asked | null = null;
  let shown = false;
  let request = 0;

  const set = (next: Asked | null): void => {
    asked = next;
    last = next ?? last;
    shown = false;
    deps.onChange(next?.glass ?? null);
  };
  /** The same page once more: the pad's own ink goes only with a new picture. */
  const again = (failure: Glass['failure'] = null): void => {
    if (asked) set({ ...asked, glass: { ...asked.glass, request: ++request, failure } });
  };
  const wanted = (): Asked | null => {
    const view = deps.session()?.view();
    const pad = deps.pad();
    const field = view?.state === 'signing' ? view.fields.find(({ state }) => state !== 'done') : undefined;
    if (!view || !pad?.screen || !field) return null;
    const { title, patient, field: box, buttons, width, height } = layoutGlass(pad.screen);
    return {
      pad,
      captureId: view.captureId,
      presses: createGlassPresses(layoutGlass(pad.screen)),
      glass: {
        request: 0,
        width,
        height,
        title: view.task.title,
        patientName: view.task.patient.name,
        signerName: view.signer.name,
        fieldId: field.id,
        label: field.label,
        number: view.fields.indexOf(field) + 1,
        fields: view.fields.length,
        failure: null,
        boxes: { title, patient, field: box, ...buttons },
      },
    };
  };
  /** Whether what is asked for is still what the session needs. */
  const update = (): void => {
    const next = wanted();
    const before = last;
    if (!next) {
      if (!asked) return;
      set(null);
      // A pad that is gone has forgotten its picture by itself.
      before?.pad.screen?.clear().catch(() => undefined);
      return;
    }
    const samePage = before?.captureId === next.captureId && before.glass.fieldId === next.glass.fieldId;
    const samePad = before?.pad === next.pad;
    if (asked && samePage && samePad) return;
    set({ ...next, glass: { ...next.glass, request: ++request } });
    // A pad that came back shows nothing of what was written: evidence may not hold what the patient cannot see.
    if (samePage && !samePad && deps.session()?.target()) deps.session()?.clearField();
  };

  const confirm = (session: Session): void => {
    try {
      session.confirmField();
    } catch (thrown) {
      const failure = asBedSignError(thrown);
      if (!writeAgain.includes(failure.code)) return;
      session.clearField();
      again(failure.toJSON());
    }
  };
  const press: Record<GlassButton, (session: Session) => void> = {
    clear(session) {
      session.clearField();
      again();
    },
    again(session) {
      session.startOver();
      again();
    },
    confirm,
  };

  return {
    current: (): Glass | null => asked?.glass ?? null,
    update,
    /** Puts the picture on the glass; the field begins when the patient sees it. */
    async show(number: number, grey: Uint8Array): Promise<void> {
      const current = asked;
      if (!current || current.glass.request !== number) return;
      const { pad, glass } = current;
      const { field } = glass.boxes;
      try {
        await pad.screen?.show(toBitmap(glass, grey), field);
      } catch (thrown) {
        throw thrown instanceof BedSignError ? thrown : namedDeviceError('pad', thrown);
      }
      if (asked !== current) return;
      const { width, height } = glass;
      deps.session()?.beginField(glass.fieldId, {
        x: field.x / width,
        y: field.y / height,
        width: field.width / width,
        height: field.height / height,
      });
      shown = true;
    },
    /** One pen report and whose it is. */
    sample(fieldId: string | null, { x, y, tip }: RawSample, { maxX, maxY }: Pad): void {
      const session = deps.session();
      if (!asked || !session || !shown) return;
      if (fieldId !== null) {
        asked.presses.forget();
        return;
      }
      const pressed = asked.presses.take({ x: x / maxX, y: y / maxY, tip });
      if (pressed) press[pressed](session);
    },
  };
};
