import { useEffect, useState } from 'react';

const PATIENCE_MS = 300;

/** Whether something has been going on for so long that it should be shown: shorter waits need no flicker. */
export function useLate(isGoingOn: boolean): boolean {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    if (!isGoingOn) return;
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [isGoingOn]);
  return isLate;
}
