import { useEffect, useState } from 'react';

const REST_MS = 250;

/** What somebody types, once they pause: what the server is asked follows it without asking for every letter. */
export function useSettled<T>(value: T): T {
  const key = JSON.stringify(value);
  const [settled, setSettled] = useState({ key, value });
  useEffect(() => {
    const timer = setTimeout(() => setSettled({ key, value }), REST_MS);
    return () => clearTimeout(timer);
    // The key says all that the value does.
  }, [key]);
  return settled.value;
}
