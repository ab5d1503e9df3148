import type { Answer } from '@racetower/server/client';
import { useState } from 'react';
import { ScratchDialog } from '../../acts/scratch-dialog.tsx';
import { useClub, useInWords, useRaceName, useView } from '../../api/club.tsx';
import { useGiving } from '../../api/giving.tsx';
import { Button } from '../../design/button.tsx';
import { Empty, Waiting } from '../../design/empty.tsx';
import { useKeys } from '../../design/keys.tsx';
import { usePaper } from '../../design/paper.tsx';
import { Plate } from '../../design/badge.tsx';
import { Why } from '../../design/why.tsx';
import type { Meeting } from '../../shell/meeting.tsx';
import { useWords } from '../../words/words.tsx';
import { RaceStanding } from './board.tsx';
import { ChangeOrder } from './change-order.tsx';
import { Draws } from './draws.tsx';
import { drafted } from './order.ts';
import { LineUpSheet } from './sheet.tsx';
import { Slots } from './slots.tsx';
import styles from './line-up.module.css';
import { WORDS } from './words.ts';

export interface RaceRoomProps {
  readonly meeting: Meeting;
  readonly race: Answer<'schedule'>['races'][number];
}

/** One race: its order with a reason for every slot, moved by hand with a reason, posted and printed. */
export function RaceRoom({ meeting, race }: RaceRoomProps) {
  const say = useWords(WORDS);
  const where = { meeting: meeting.meeting, race: race.race };
  const { answer, problem, pending, seq } = useView('line-up', where);
  const [draft, setDraft] = useState<readonly string[]>();
  const [leaving, setLeaving] = useState<string>();
  const name = useRaceName()(race);
  const words = useInWords();
  const lined = answer?.slots.map((slot) => slot.car) ?? [];
  const order = drafted(draft, lined);
  return (
    <section className="card stack" aria-label={name}>
      <div className="row">
        <h2>{name}</h2>
        <RaceStanding race={race} />
        {answer?.laps && (
          <Why about={say('laps-of', { race: name, laps: answer.laps.laps })} because={answer.laps.because}>
            {say('laps', { laps: answer.laps.laps })}
          </Why>
        )}
      </div>
      {pending && <Waiting says={say('loading')} />}
      {problem && <p>{problem.detail}</p>}
      {answer && answer.waitsFor.length > 0 && <p>{say('waits-for', { what: words(answer.waitsFor.join(', ')) })}</p>}
      <Draws meeting={meeting.meeting} race={race} />
      {answer && answer.slots.length === 0 && <Empty title={say('nobody-lined-up')}>{say('nobody-lined-up-how')}</Empty>}
      {answer && answer.slots.length > 0 && (
        <Slots slots={answer.slots} order={order ?? lined} race={name} onMove={setDraft} onScratch={setLeaving} />
      )}
      <Alternates where={where} />
      {order && <ChangeOrder where={where} order={order} race={name} seq={seq} onDone={() => setDraft(undefined)} />}
      {answer && answer.slots.length > 0 && (
        <Actions meeting={meeting} race={race} name={name} answer={answer} changing={order !== undefined} />
      )}
      {leaving !== undefined && <ScratchDialog where={where} car={leaving} seq={seq} onClose={() => setLeaving(undefined)} />}
    </section>
  );
}

interface ActionsProps extends RaceRoomProps {
  readonly name: string;
  readonly answer: Answer<'line-up'>;
  readonly changing: boolean;
}

function Actions({ meeting, race, name, answer, changing }: ActionsProps) {
  const say = useWords(WORDS);
  const { acting, club } = useClub();
  const { give } = useGiving();
  const { print, paper } = usePaper();
  const where = { meeting: meeting.meeting, race: race.race };
  const allowed = useView('allowed', { ...where, role: acting.role }).answer?.commands.find((each) => each.command === 'post-line-up');
  const mayNot = changing ? say('first-change') : allowed && !allowed.allowed && 'says' in allowed ? allowed.says : undefined;
  const post = (): void => {
    if (mayNot === undefined) void give({ do: 'post-line-up', ...where }, { says: say('post-of', { race: name }) });
  };
  const printIt = (): void => print(<LineUpSheet club={club.name} meeting={meeting} race={name} answer={answer} />);
  useKeys(say('race'), [
    { key: 'p', says: say('post'), do: post },
    { key: 'ctrl+p', says: say('print'), do: printIt },
  ]);
  return (
    <div className="row">
      <Button kind="main" onPress={post} whyNot={mayNot} shortcut="P">
        {say(answer.standing === 'computed' ? 'post' : 'post-again')}
      </Button>
      <Button onPress={printIt} shortcut="Ctrl P">
        {say('print')}
      </Button>
      {paper}
    </div>
  );
}

function Alternates({ where }: { readonly where: { readonly meeting: string; readonly race: string } }) {
  const say = useWords(WORDS);
  const rows = useView('alternates', where).answer?.alternates ?? [];
  if (rows.length === 0) return null;
  return (
    <div className={styles['alternates']}>
      <h3>{say('alternates')}</h3>
      <ol>
        {rows.map((each) => (
          <li key={each.car}>
            <Why about={say('alternate-of', { car: each.car })} because={each.because}>
              <Plate car={each.car} /> {each.driver}
            </Why>
            {each.started && <span className="quiet"> {say('started', { car: each.for ?? '' })}</span>}
          </li>
        ))}
      </ol>
    </div>
  );
}
