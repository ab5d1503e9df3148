/** Made-up seasons of two races, small enough to be worked out by hand, in the layout of the data. */

const RACES = 'round,date,grand_prix,name,scheduled_laps,laps,points_multiplier,sprint,constructors_championship';
const RESULTS = 'round,session,line,position,driver,number,constructor,engine,laps,grid,shared_car,fastest_lap,reason_retired';

/** Files by their path in the folder of the set. */
export const SMALL_SEASONS: Readonly<Record<string, string>> = {
  // b and c share the second car: 6 divided by two. The fastest lap is shared by a and b: half a point each.
  'seasons/1952/races.csv': `${RACES}\n1,1952-05-18,a,First,10,10,1,0,1\n2,1952-06-01,b,Second,10,10,1,0,1\n`,
  'seasons/1952/results.csv': [
    RESULTS,
    '1,race,1,1,a,2,red,red,10,1,,1,',
    '1,race,2,2,b,4,blue,blue,10,2,,1,',
    '1,race,3,2,c,4,blue,blue,,,1,,',
    '1,race,4,DNF,d,6,blue,blue,3,3,,,Engine',
    '2,race,1,1,d,6,blue,blue,10,1,,1,',
    '2,race,2,2,a,2,red,red,10,2,,,',
    '2,race,3,DNS,e,8,red,red,,,,,',
    '',
  ].join('\n'),
  'seasons/1952/standings_drivers.csv': 'position,driver,points,position_ergast\n1,a,14.5,1\n2,d,9,2\n3,b,3.5,3\n4,c,3,4\n',
  // A sprint; the second place stays with c, who was disqualified, so b is paid for the third; then half points.
  'seasons/2021/races.csv': `${RACES}\n1,2021-07-18,a,First,10,10,1,1,1\n2,2021-08-29,b,Second,10,2,0.5,0,1\n`,
  'seasons/2021/results.csv': [
    RESULTS,
    '1,sprint,1,1,b,4,blue,blue,3,2,,,',
    '1,sprint,2,2,a,2,red,red,3,1,,,',
    '1,race,1,1,a,2,red,red,10,1,,,',
    '1,race,2,3,b,4,blue,blue,10,2,,1,',
    '1,race,3,DSQ,c,6,blue,blue,10,3,,,',
    '2,race,1,1,c,6,blue,blue,2,1,,,',
    '2,race,2,2,a,2,red,red,2,2,,,',
    '2,race,3,DNF,b,4,blue,blue,1,3,,,Spun off',
    '',
  ].join('\n'),
  'seasons/2021/standings_drivers.csv': 'position,driver,points,position_ergast\n1,a,36,1\n2,b,19,2\n3,c,12.5,3\n',
  'seasons/2021/standings_constructors.csv': 'position,constructor,engine,points\n1,red,red,36\n2,blue,blue,31.5\n',
};
