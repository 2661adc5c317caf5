import { createJobQueue } from '../../job-queue.ts';
import type { Bitmap, PadScreen, PixelBox } from '../pad-screen.ts';
import type { StuCapture } from './encryption.ts';
import { encodeHandwritingArea, encodeImageBlock, encodingFlag, type StuCapability } from './feature-codec.ts';
import { type Depth, encodeImage, encodingOf, zlibCompress } from './image-codec.ts';
import { pause, type StuLink } from './link.ts';
import type { StuModel } from './models.ts';
import { hasReport, reportLength, stuState } from './reports.ts';

/** The bulk OUT endpoint of the newer pads, where the host can open it. */
export type BulkOut = (bytes: Uint8Array) => Promise<void>;

const depthFlags: readonly [Depth, number][] = [
  [24, encodingFlag.twentyFourBit],
  [16, encodingFlag.sixteenBit],
  [1, encodingFlag.oneBit],
];

/** EndCapture may not follow an image sooner than this. */
const afterImageMs = 80;

const chooseDepth = (model: StuModel, encodings: number, bulk: boolean): Depth => {
  // Colour in blocks of 253 bytes takes the pad five seconds and more: only over the bulk endpoint.
  if (!bulk) return 1;
  const offered = encodings === 0 ? model.depths : depthFlags.filter(([, flag]) => encodings & flag).map(([d]) => d);
  return Math.max(...offered, 1) as Depth;
};

/** The pad's glass. An encrypted capture pauses meanwhile, for the pad takes images in its ready state only. */
export const createStuScreen = (
  link: StuLink,
  model: StuModel,
  capability: StuCapability,
  capture: StuCapture | undefined,
  bulk: BulkOut | undefined,
): PadScreen => {
  const { generation, screen: size } = model;
  const inTurn = createJobQueue();
  const depth = chooseDepth(model, capability.encodings, bulk !== undefined);
  const zlib = depth === 1 && (capability.encodings & encodingFlag.zlib) !== 0;
  const blockLength = reportLength('imageDataBlock', generation);
  const dataLength = blockLength - 2;

  const whileReady = (job: () => Promise<void>): Promise<void> =>
    inTurn(async () => {
      await capture?.end();
      await link.ready();
      try {
        await job();
      } finally {
        await pause(afterImageMs);
        await capture?.start();
      }
    });

  const send = async (picture: Bitmap): Promise<void> => {
    const raw = encodeImage(picture, depth);
    const image = zlib ? await zlibCompress(raw) : raw;
    const useBulk = bulk !== undefined && !zlib && depth !== 1;
    await link.set('startImageData', encodingOf(depth, zlib, useBulk));
    await link.inState(stuState.image, 'an image');
    try {
      if (bulk && useBulk) await bulk(image);
      else
        for (let at = 0; at < image.length; at += dataLength)
          await link.send(encodeImageBlock(image.subarray(at, at + dataLength), blockLength));
      await link.requireNoError('image data');
    } catch (error) {
      // The pad would wait for the rest for ever.
      await link.set('endImageData', 1).catch(() => undefined);
      throw error;
    }
    await link.set('endImageData', 0);
    await link.ready();
    await link.requireNoError('image');
  };

  return {
    ...size,
    colour: depth !== 1,
    show: (picture, inkArea: PixelBox) =>
      whileReady(async () => {
        if (hasReport('handwritingArea', generation)) await link.send(encodeHandwritingArea(inkArea));
        await send(picture);
      }),
    clear: () =>
      whileReady(async () => {
        await link.set('clearScreen', 0);
        await link.ready();
      }),
  };
};
