import type { RosterPlan } from '@racetower/server/client';
import { useEffect, useState } from 'react';
import { useWords } from '../../../words/words.tsx';
import type { Came } from './run.ts';
import { WORDS } from './words.ts';

export interface ReportProps {
  readonly file: string;
  readonly plan: RosterPlan;
  readonly came: readonly Came[];
}

/** What every line of the file came to, as a file for spreadsheets. */
export function ReportLink({ file, plan, came }: ReportProps) {
  const say = useWords(WORDS);
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    let made: string | undefined;
    const write = async (): Promise<void> => {
      const { stringify } = await import('csv-stringify/browser/esm/sync');
      const text = stringify([...reportRows({ plan, came })], { header: true, record_delimiter: 'windows' });
      made = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
      setAddress(made);
    };
    void write();
    return () => {
      if (made !== undefined) URL.revokeObjectURL(made);
    };
  }, [plan, came]);
  if (address === undefined) return null;
  return (
    <a className="alone" href={address} download={`${file.replace(/\.[^.]*$/, '')}-report.csv`}>
      {say('report')}
    </a>
  );
}

/** A text that a spreadsheet would run as a formula is written so that it does not. */
const harmless = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

/** A row a line of the file: who, what it came to, and what is wrong with it. */
export function reportRows({ plan, came }: Omit<ReportProps, 'file'>): readonly Readonly<Record<string, string | number>>[] {
  const byLine = new Map(came.map((each) => [each.line, each]));
  return plan.lines.map((line) => {
    const outcome = byLine.get(line.line);
    const says = outcome?.says ?? line.problems.map((problem) => problem.says).join('; ');
    return { line: line.line, name: harmless(line.person), planned: line.is, outcome: outcome?.is ?? line.is, says: harmless(says) };
  });
}
