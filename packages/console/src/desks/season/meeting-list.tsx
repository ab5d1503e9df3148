import { useClub } from '../../api/club.tsx';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { useInstants } from '../../design/clock.tsx';
import { type Column, Table } from '../../design/table.tsx';
import { useWords } from '../../words/words.tsx';
import { readable, stateOf, STATE_LOOKS } from './meeting-state.ts';
import { type Meeting, useToday } from './seasons.ts';
import { WORDS } from './words.ts';

export interface MeetingListProps {
  readonly meetings: readonly Meeting[];
  readonly chosen: string | undefined;
  readonly onChoose: (meeting: string) => void;
}

/** The meetings of a season, one under the other. */
export function MeetingList({ meetings, chosen, onChoose }: MeetingListProps) {
  const say = useWords(WORDS);
  const { date, hour } = useInstants();
  const { club } = useClub();
  const today = useToday();
  const columns: readonly Column<Meeting>[] = [
    {
      id: 'day',
      head: say('day'),
      names: true,
      cell: (row) => (
        <Button kind="bare" onPress={() => onChoose(row.meeting)} aria-pressed={row.meeting === chosen}>
          {date(row.date)}
        </Button>
      ),
    },
    { id: 'name', head: say('meeting'), cell: (row) => (row.name === row.date ? '' : row.name) },
    { id: 'kind', head: say('kind'), wide: true, cell: (row) => readable(row.kind) },
    { id: 'starts', head: say('starts-at'), wide: true, cell: (row) => (row.startsAt === undefined ? '' : hour(row.startsAt)) },
    {
      id: 'classes',
      head: say('classes'),
      wide: true,
      cell: (row) => row.classes?.map((id) => club.classes.find((each) => each.id === id)?.name ?? id).join(', ') ?? say('all-classes'),
    },
    { id: 'state', head: say('state'), cell: (row) => <Badge kind={STATE_LOOKS[stateOf(row, today)]}>{say(stateOf(row, today))}</Badge> },
  ];
  if (meetings.length === 0) return <p className="quiet">{say('no-meetings')}</p>;
  return (
    <div className="card">
      <Table
        caption={say('meetings')}
        columns={columns}
        rows={meetings}
        keyOf={(row) => row.meeting}
        marked={(row) => row.meeting === chosen}
      />
    </div>
  );
}
