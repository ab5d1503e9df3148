import type { Answer } from '@racetower/server/client';
import { useClub, useView } from '../../api/club.tsx';
import { Button } from '../../design/button.tsx';
import { Why } from '../../design/why.tsx';
import { useWords } from '../../words/words.tsx';
import { useCaseNames } from './case-names.ts';
import { type Deadline, DeadlineList } from './deadlines.tsx';
import { Evidence } from './evidence.tsx';
import { Filed } from './filed.tsx';
import { Findings } from './findings.tsx';
import { Notices } from './notices.tsx';
import { Panel } from './panel.tsx';
import { type Case, CaseBadge } from './queue.tsx';
import { Ruling } from './ruling.tsx';
import styles from './stewards.module.css';
import { WORDS } from './words.ts';

export type Kind = Answer<'case-kinds'>['kinds'][number];

export interface CaseFileProps {
  readonly file: Case;
  /** The case that it is about, as that of an appeal. */
  readonly original: Case | undefined;
  /** Cases that are about this one. */
  readonly appeals: readonly Case[];
  readonly deadlines: readonly Deadline[];
  readonly seq: number;
  readonly onAppeal: () => void;
  readonly onChoose: (id: string) => void;
}

/** One case: what was filed, what was handed in, how the panel votes, how it is decided, and what follows. */
export function CaseFile({ file, original, appeals, deadlines, seq, onAppeal, onChoose }: CaseFileProps) {
  const say = useWords(WORDS);
  const { acting, by } = useClub();
  const names = useCaseNames((filer, against) => say('against', { filer, against }));
  const kinds =
    useView('case-kinds', { role: acting.role, ...(file.meeting === undefined ? {} : { meeting: file.meeting }) }).answer?.kinds ?? [];
  const panel = useView('panel', { case: file.id, by }).answer;
  const kind = kinds.find((each) => each.case === file.case);
  const open = file.status === 'open' || file.status === 'set-aside';
  return (
    <article className={styles['file']} aria-label={names.title(file)}>
      <div className="stack">
        <section className="card stack" aria-label={say('what-was-filed')}>
          <div className={styles['head']}>
            <h2>
              {names.title(file)}
              {names.parties(file) !== '' && <span className={styles['parties']}>{names.parties(file)}</span>}
            </h2>
            <Why about={names.title(file)} because={file.because}>
              <CaseBadge status={file.status} />
            </Why>
          </div>
          <Filed file={file} kind={kind} original={original} onChoose={onChoose} />
        </section>
        {deadlines.length > 0 && (
          <section className="card stack" aria-label={say('deadlines')}>
            <h2>{say('deadlines')}</h2>
            <DeadlineList rows={deadlines} />
          </section>
        )}
        {kind && <Evidence file={file} kind={kind} open={open} seq={seq} />}
        {kind && <Findings file={file} kind={kind} open={open} seq={seq} />}
        <section className="card stack" aria-label={say('appeals')}>
          <h2>{say('appeals')}</h2>
          {appeals.length === 0 && <p className="quiet">{say('no-appeals')}</p>}
          {appeals.map((each) => (
            <div key={each.id} className={styles['piece']}>
              <Button kind="bare" onPress={() => onChoose(each.id)}>
                {names.title(each)}: {names.parties(each)}
              </Button>
              <CaseBadge status={each.status} />
            </div>
          ))}
          <div className="row">
            <Button whyNot={acting.gives.includes('file') ? undefined : say('not-yours')} onPress={onAppeal}>
              {say('file-about')}
            </Button>
          </div>
        </section>
      </div>
      <div className="stack">
        {panel && kind && (panel.sits || open) && <Panel file={file} kind={kind} panel={panel} open={open} seq={seq} />}
        {panel && kind && open && <Ruling file={file} kind={kind} panel={panel} seq={seq} />}
        <Notices file={file} />
      </div>
    </article>
  );
}
