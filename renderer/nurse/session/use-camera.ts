import { BedSignError } from '@bedsign/contract';
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';

export type Camera = {
  video: RefObject<HTMLVideoElement | null>;
  ready: boolean;
  error: BedSignError | null;
  again(): void;
  /** The picture now, as JPEG bytes. */
  shoot(): Promise<Uint8Array>;
};

const wanted = { video: { width: { ideal: 1280 }, height: { ideal: 720 } }, audio: false };
const jpegQuality = 0.88;

/** What getUserMedia throws (Media Capture and Streams §10.2), by our names. */
const cameraError = (thrown: unknown): BedSignError => {
  const name = thrown instanceof DOMException ? thrown.name : 'Error';
  return new BedSignError(
    name === 'NotAllowedError' || name === 'SecurityError' ? 'CAMERA_DENIED' : 'CAMERA_ABSENT',
    name,
  );
};

const openCamera = async (): Promise<MediaStream> => {
  try {
    return await navigator.mediaDevices.getUserMedia(wanted);
  } catch (thrown) {
    throw cameraError(thrown);
  }
};

/** The station's camera while the caller is shown; it is switched off afterwards. */
export const useCamera = (): Camera => {
  const video = useRef<HTMLVideoElement>(null);
  const [ready, setReady] = useState(false);
  const [error, setError] = useState<BedSignError | null>(null);
  const [round, setRound] = useState(0);

  useEffect(() => {
    let stream: MediaStream | null = null;
    let shown = round >= 0;
    const stop = () => {
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
    const start = async () => {
      stream = await openCamera();
      if (!shown || !video.current) return stop();
      video.current.srcObject = stream;
      await video.current.play();
      setReady(true);
    };
    setReady(false);
    setError(null);
    start().catch(
      (thrown: unknown) => shown && setError(thrown instanceof BedSignError ? thrown : cameraError(thrown)),
    );
    return () => {
      shown = false;
      stop();
    };
  }, [round]);

  const shoot = useCallback(async (): Promise<Uint8Array> => {
    const source = video.current;
    if (!source || source.videoWidth === 0) throw new BedSignError('CAMERA_ABSENT', 'no picture yet');
    const canvas = new OffscreenCanvas(source.videoWidth, source.videoHeight);
    canvas.getContext('2d')?.drawImage(source, 0, 0);
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: jpegQuality });
    return new Uint8Array(await blob.arrayBuffer());
  }, []);

  const again = useCallback(() => setRound((n) => n + 1), []);
  return { video, ready, error, again, shoot };
};
