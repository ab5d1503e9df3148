import { useClub } from '../../api/club.tsx';
import { useWords } from '../../words/words.tsx';
import { WORDS } from './words.ts';

export interface DownloadLinkProps {
  readonly view: string;
  readonly fields: Readonly<Record<string, string>>;
  /** Which list of the answer; left out: the first. */
  readonly list?: string;
}

/** The list as a file for spreadsheets. */
export function DownloadLink({ view, fields, list }: DownloadLinkProps) {
  const say = useWords(WORDS);
  const { club } = useClub().club;
  const asked = new URLSearchParams({ ...fields, ...(list === undefined ? {} : { list }) }).toString();
  return (
    <a className="alone" href={`/api/clubs/${encodeURIComponent(club)}/views/${view}.csv?${asked}`} download>
      {say('download')}
    </a>
  );
}
