import type { Desk } from './desk.ts';

/** Everything that people can read of a night, as one text; what a correction and its opposite must not change. */
export function shown(desk: Desk, without: readonly string[] = ['findings', 'history']): string {
  const { book, meeting } = desk;
  const schedule = desk.ask({ view: 'schedule', meeting });
  const races = schedule.ok ? (schedule.answer as { readonly races: readonly { readonly race: string }[] }).races : [];
  const ofMeeting = [
    'schedule',
    'fees',
    'ledger',
    'purse',
    'payout',
    'close-out',
    'tech',
    'combined',
    'marks',
    'rain',
    'cases',
    'awards',
    'draws',
  ].map((view) => ({
    view,
    meeting,
  }));
  const ofClasses = book.classes.flatMap((each) => [
    { view: 'entries', meeting, class: each.id },
    { view: 'points', meeting, class: each.id },
    { view: 'standings', season: '2026', class: each.id },
    { view: 'awards', season: '2026', class: each.id },
  ]);
  const ofRaces = races.flatMap(({ race }) =>
    ['line-up', 'race', 'result', 'transfers', 'alternates'].map((view) => ({ view, meeting, race })),
  );
  const others = [
    { view: 'balances' },
    { view: 'earnings', season: '2026' },
    { view: 'suspensions' },
    { view: 'meetings' },
    { view: 'values', meeting },
  ];
  const queries = [...ofMeeting, ...ofClasses, ...ofRaces, ...others].filter((query) => !without.includes(query.view));
  return queries.map((query) => `${JSON.stringify(query)} ${JSON.stringify(desk.ask(query))}`).join('\n');
}
