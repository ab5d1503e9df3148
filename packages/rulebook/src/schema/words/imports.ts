/** What the fields of these blocks mean, for people who write a rulebook. */
export const IMPORTS = {
  import: {
    league: 'number of the league there; a file of another league is refused; left out: any',
    member: 'the detail of a registered person that holds their number there',
    sessions: 'name or kind of a session in the file to the round or race that it is here; the others are left out',
    classes: 'name, short name or number of a class in the file to the class here',
    class: 'the class of all other cars; left out: the only class, or none',
    statuses: 'how a car ended there to the status here; left out: Running is finished, all else dnf',
  },
} as const;
