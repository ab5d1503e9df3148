import styles from './charts.module.css';
import { type ChartLine, colourOf, dashOf } from './lines.ts';

export interface LegendProps {
  readonly label: string;
  readonly lines: readonly ChartLine[];
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
}

/** Whose line is which: its dash and colour, and a press that brings it to the front. */
export function Legend({ label, lines, chosen, onChoose }: LegendProps) {
  return (
    <div className={styles['legend']} role="group" aria-label={label}>
      {lines.map((line, index) => (
        <button key={line.id} type="button" className={styles['entry']} aria-pressed={line.id === chosen} onClick={() => onChoose(line.id)}>
          <svg width="32" height="10" aria-hidden="true">
            <path d="M0 5H32" fill="none" stroke={colourOf(index)} strokeWidth="3" strokeDasharray={dashOf(index).join(' ')} />
          </svg>
          {line.name}
        </button>
      ))}
    </div>
  );
}
