import { type ReactNode, useState } from 'react';

export interface FoldProps {
  readonly says: string;
  /** Made, and asked for, once somebody opens it. */
  readonly content: () => ReactNode;
}

/** Something behind a line of text, until it is wanted. */
export function Fold({ says, content }: FoldProps) {
  const [open, setOpen] = useState(false);
  return (
    <details className="card" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{says}</summary>
      {open && content()}
    </details>
  );
}
