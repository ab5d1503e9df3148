/** Made-up result files for tests. */

type Json = Readonly<Record<string, unknown>>;

/** A line of a session, its place counted from 0. */
export function lineOf(place: number, parts: Json = {}): Json {
  return {
    cust_id: 101 + place,
    display_name: `Driver ${place + 1}`,
    finish_position: place,
    finish_position_in_class: place,
    starting_position: place,
    laps_complete: 20,
    laps_lead: 0,
    incidents: 0,
    interval: place * 10_000,
    average_lap: 1_000_000,
    best_lap_num: 3,
    best_lap_time: 990_000 + place,
    best_qual_lap_time: -1,
    qual_lap_time: -1,
    reason_out_id: 0,
    reason_out: 'Running',
    car_id: 1,
    car_name: 'Test Car',
    car_class_id: 1,
    car_class_name: 'Test Class',
    car_class_short_name: 'Test',
    ai: false,
    livery: { car_number: String(place + 1) },
    ...parts,
  };
}

export function sessionOf(number: number, name: string, type: number, results: readonly Json[]): Json {
  const typeName = { 3: 'Open Practice', 4: 'Lone Qualifying', 5: 'Open Qualifying', 6: 'Race' }[type];
  return { simsession_number: number, simsession_name: name, simsession_type: type, simsession_type_name: typeName, results };
}

/** An event of a league with a race of three. */
export function eventOf(parts: Json = {}): Json {
  return {
    subsession_id: 5001,
    session_id: 4001,
    session_name: 'Round 1',
    series_name: 'Hosted iRacing',
    league_id: 77,
    league_name: 'Test League',
    league_season_name: 'Autumn',
    start_time: '2025-07-16T01:00:00Z',
    end_time: '2025-07-16T02:40:00Z',
    track: { track_id: 1, track_name: 'Test Speedway', config_name: 'Oval', category: 'Oval' },
    session_results: [sessionOf(0, 'RACE', 6, [lineOf(0), lineOf(1), lineOf(2)])],
    ...parts,
  };
}

/** The old table; each row has place, customer, name, start, number, out, interval, laps, incidents, average and best lap. */
export function tableOf(rows: readonly (readonly string[])[]): string {
  const quoted = (cells: readonly string[]): string => cells.map((cell) => `"${cell}"`).join(',');
  const head = [
    'Fin Pos',
    'Cust ID',
    'Name',
    'Start Pos',
    'Car #',
    'Out',
    'Interval',
    'Laps Comp',
    'Inc',
    'Average Lap Time',
    'Fastest Lap Time',
  ];
  return [
    quoted(['Start Time', 'Track', 'Series', 'Hosted Session Name']),
    quoted(['2019.10.08 11:05 PM GMT', 'Test Speedway', 'Hosted iRacing', 'Friday Night']),
    '',
    quoted(['League Name', 'League ID', 'League Season']),
    quoted(['Test League', '77', 'Autumn']),
    '',
    quoted(head),
    ...rows.map(quoted),
  ].join('\n');
}
