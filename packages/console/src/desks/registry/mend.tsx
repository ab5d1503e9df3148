import type { Answer } from '@racetower/server/client';
import { useState } from 'react';
import { type ActAbout, ActDialog } from '../../acts/act-dialog.tsx';
import { useClub, useView } from '../../api/club.tsx';
import { Button } from '../../design/button.tsx';
import { roleName } from '../../shell/role-name.ts';
import { useWords } from '../../words/words.tsx';
import { MemberDialog } from './member-dialog.tsx';
import { WORDS } from './words.ts';

export type PaperKind = Answer<'particulars'>['papers'][number];

/** What somebody lacks, and whom or which car it is about. */
export interface Lacks {
  readonly person: string;
  readonly class?: string;
  readonly car?: string;
  readonly papers: readonly string[];
  readonly details: readonly string[];
}

export interface MendProps {
  readonly about: Lacks;
  readonly meeting: string | undefined;
  readonly seq: number;
}

/** Buttons that put a missing paper on record, or open what is known of the person. */
export function MendButtons({ about, meeting, seq }: MendProps) {
  const say = useWords(WORDS);
  const { acting } = useClub();
  const { answer } = useView('particulars', { role: acting.role });
  const [changing, setChanging] = useState(false);
  const kinds = (answer?.papers ?? []).filter(
    (kind) => about.papers.includes(kind.record) && (kind.of === 'person' || about.car !== undefined),
  );
  return (
    <span className="row">
      {kinds.map((kind) => (
        <RecordButton key={kind.record} kind={kind} about={about} meeting={meeting} seq={seq} />
      ))}
      {about.details.length > 0 && (
        <Button onPress={() => setChanging(true)}>
          {say('change-details')}
          <span className="visually-hidden"> {about.person}</span>
        </Button>
      )}
      {changing && <MemberDialog name={about.person} onClose={() => setChanging(false)} />}
    </span>
  );
}

export interface RecordButtonProps {
  readonly kind: PaperKind;
  readonly about: Pick<Lacks, 'person' | 'class' | 'car'>;
  readonly meeting: string | undefined;
  readonly seq: number;
  /** The paper is named beside it. */
  readonly short?: boolean;
}

/** Opens the form of a paper, as the rulebook asks it; who may not keep it is told who does. */
export function RecordButton({ kind, about, seq, short = false }: RecordButtonProps) {
  const say = useWords(WORDS);
  const [open, setOpen] = useState(false);
  const ofCar = kind.of === 'car';
  const whom = ofCar ? say('car-of', { car: about.car ?? '' }) : about.person;
  const subject: ActAbout = ofCar
    ? { ...(about.car === undefined ? {} : { car: about.car }), ...(about.class === undefined ? {} : { class: about.class }) }
    : { person: about.person };
  return (
    <>
      <Button onPress={() => setOpen(true)} whyNot={kind.mayGive ? undefined : say('kept-by', { roles: kind.by.map(roleName).join(', ') })}>
        {short ? say('record') : say('record-paper', { paper: kind.says })}
        <span className="visually-hidden">
          {short && ` ${kind.says}`} {whom}
        </span>
      </Button>
      {open && (
        <ActDialog
          act={{ name: kind.record, sort: 'record', says: kind.says, fields: kind.fields, clauses: kind.clauses }}
          about={subject}
          whom={whom}
          typed={Object.fromEntries(
            kind.fields.filter((field) => field.type === 'boolean' && !field.optional).map((field) => [field.name, true]),
          )}
          seq={seq}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
