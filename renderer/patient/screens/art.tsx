import type { ReactNode } from 'react';

const Art = ({ children }: { children: ReactNode }) => (
  <svg
    className="art"
    viewBox="0 0 96 96"
    aria-hidden="true"
    fill="none"
    stroke="currentColor"
    strokeWidth="4"
    strokeLinecap="round"
    strokeLinejoin="round"
  >
    <circle cx="48" cy="48" r="44" className="art-ground" />
    {children}
  </svg>
);

export const WaitArt = () => (
  <Art>
    <circle cx="30" cy="48" r="3" className="art-dot" />
    <circle cx="48" cy="48" r="3" className="art-dot" />
    <circle cx="66" cy="48" r="3" className="art-dot" />
  </Art>
);

export const CheckArt = () => (
  <Art>
    <path d="m28 50 14 14 28-32" />
  </Art>
);

export const CameraArt = () => (
  <Art>
    <path d="M24 36h12l5-8h14l5 8h12v32H24z" />
    <circle cx="48" cy="51" r="10" />
  </Art>
);

export const FingerArt = () => (
  <Art>
    <path d="M34 66c-3-6-4-12-3-18a17 17 0 0 1 34 0c0 7 0 12-2 18" />
    <path d="M42 72c-3-8-4-16-3-22a9 9 0 0 1 18 0c0 8-1 15-3 22" />
    <path d="M48 48c0 9 0 16-1 24" />
  </Art>
);
