import type { WouldBe } from '../../api/preview.tsx';
import { Badge } from '../../design/badge.tsx';
import { Clauses } from '../../design/why.tsx';
import { roleName } from '../../shell/role-name.ts';
import { useWords } from '../../words/words.tsx';
import { WORDS } from './words.ts';

interface Flag {
  readonly says: string;
  readonly clauses: readonly string[];
}

/** Whether the rulebook lets an entry in, by which clause it does not, and what it only remarks on. */
export function Standing({ would, asked }: { readonly would: WouldBe; readonly asked: boolean }) {
  const say = useWords(WORDS);
  const { problem, preview } = would;
  const flags = (preview?.facts ?? []).flatMap(
    (fact) => (fact as { readonly body?: { readonly flagged?: readonly Flag[] } }).body?.flagged ?? [],
  );
  return (
    <div role="status" className="stack">
      {problem && (
        <p>
          <Badge kind={problem.code === 'confirm' ? 'warn' : 'bad'}>{say(problem.code === 'confirm' ? 'asks' : 'may-not')}</Badge>{' '}
          {problem.detail} <Clauses clauses={problem.clauses ?? []} />
          {(problem.override ?? []).length > 0 && (
            <span className="quiet"> {say('overridden-by', { roles: (problem.override ?? []).map(roleName).join(', ') })}</span>
          )}
        </p>
      )}
      {preview && (
        <p>
          <Badge kind={flags.length > 0 ? 'warn' : 'good'}>{say('may')}</Badge>
        </p>
      )}
      {flags.map((flag) => (
        <p key={flag.says}>
          {flag.says} <Clauses clauses={flag.clauses} />
        </p>
      ))}
      {!problem && !preview && asked && <p className="quiet">{say('asking')}</p>}
    </div>
  );
}
