import { useEffect, useState } from 'react';

const inAddress = (): string => location.hash.replace(/^#\/?/, '');

/** The section that the address names (`#certificates`), the first without one: reload and back button keep it. */
export const useSection = (keys: readonly string[]): [section: string, choose: (key: string) => void] => {
  const [named, setNamed] = useState(inAddress);
  useEffect(() => {
    const follow = () => setNamed(inAddress());
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  const choose = (key: string) => {
    location.hash = key;
  };
  return [keys.includes(named) ? named : (keys[0] ?? ''), choose];
};
