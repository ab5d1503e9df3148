import { ProblemError } from '@racetower/server/client';
import { Empty, Waiting } from '../../design/empty.tsx';
import { DeskTabs } from '../../shell/desk-tabs.tsx';
import { useWords } from '../../words/words.tsx';
import { Changes } from './changes.tsx';
import { TABS } from './desk.ts';
import { DraftProvider, useFiles } from './draft.tsx';
import { Head } from './head.tsx';
import { Nights } from './nights.tsx';
import { Numbers } from './numbers.tsx';
import { TextPart } from './text-part.tsx';
import { WhatIfPart } from './what-if-part.tsx';
import { WORDS } from './words.ts';

/** The rules as they are written: changed, tried on nights and on seasons, and saved. */
export function Screen() {
  const say = useWords(WORDS);
  const { data, error } = useFiles();
  if (error) return <Empty title={say('no-files')}>{error instanceof ProblemError ? error.problem.detail : error.message}</Empty>;
  if (!data) return <Waiting says={say('loading')} />;
  if (!data.files.some((each) => each.kind === 'edition')) return <Empty title={say('no-files')}>{say('no-files-how')}</Empty>;
  return (
    <DraftProvider shelf={data}>
      <div className="stack">
        <Head />
        <DeskTabs
          label={say('parts')}
          tabs={TABS}
          content={{ text: <TextPart />, numbers: <Numbers />, nights: <Nights />, 'what-if': <WhatIfPart />, changes: <Changes /> }}
        />
      </div>
    </DraftProvider>
  );
}
