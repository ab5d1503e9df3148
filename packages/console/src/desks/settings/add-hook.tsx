import { useState } from 'react';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { ChoiceField, Field, Form, Tick } from '../../design/field.tsx';
import { missing } from '../../design/missing.ts';
import { useWords } from '../../words/words.tsx';
import { useAtField, useDoing } from './asking.ts';
import { SecretDialog } from './secret.tsx';
import styles from './settings.module.css';
import { WORDS } from './words.ts';

/** What a program can be told of. */
export const NEWS = ['line-up', 'flag', 'result-provisional', 'result-official', 'verdict'] as const;
type News = (typeof NEWS)[number];
type Format = 'racetower' | 'discord';

/** Adds a program to be told; its secret is shown this once. */
export function AddHook({ onClose }: { readonly onClose: () => void }) {
  const say = useWords(WORDS);
  const { problem, run, refuse } = useDoing();
  const shown = useAtField(problem, ['url']);
  const [url, setUrl] = useState('');
  const [format, setFormat] = useState<Format>('racetower');
  const [news, setNews] = useState<readonly News[]>(NEWS);
  const [secret, setSecret] = useState<string>();
  const add = async (): Promise<void> => {
    const wrong = missing({ url: url.trim() === '' && say('needs-url'), news: news.length === 0 && say('needs-news') });
    if (wrong) return refuse(wrong);
    const came = await run(({ office }) => office.addHook({ url: url.trim(), format, news }), say('hook-added'));
    if (came) setSecret(came.secret);
    return undefined;
  };
  if (secret !== undefined)
    return <SecretDialog title={say('hook-secret')} how={say('hook-secret-how')} secret={secret} onClose={onClose} />;
  const noNews = problem?.errors?.find((each) => each.field === 'news')?.says;
  return (
    <Dialog
      title={say('add-hook')}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>{say('no')}</Button>
          <Button kind="main" onPress={() => void add()}>
            {say('add-it')}
          </Button>
        </>
      }
    >
      <Form problem={shown} onSubmit={() => void add()}>
        <Field label={say('url')} name="url" value={url} onChange={setUrl} hint={say('url-hint')} autoFocus />
        <ChoiceField
          label={say('format')}
          name="format"
          choices={[
            { id: 'racetower', says: say('format-racetower'), more: say('format-racetower-how') },
            { id: 'discord', says: say('format-discord'), more: say('format-discord-how') },
          ]}
          value={format}
          onChange={(id) => setFormat(id === 'discord' ? 'discord' : 'racetower')}
        />
        <fieldset className={styles['ticks']}>
          <legend>{say('told-of')}</legend>
          {NEWS.map((each) => (
            <Tick
              key={each}
              value={news.includes(each)}
              onChange={(on) => setNews(NEWS.filter((one) => (one === each ? on : news.includes(one))))}
            >
              {say(`news-${each}`)}
            </Tick>
          ))}
          {noNews !== undefined && (
            <p role="alert" className={styles['wrong']}>
              {noNews}
            </p>
          )}
        </fieldset>
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </Form>
    </Dialog>
  );
}
