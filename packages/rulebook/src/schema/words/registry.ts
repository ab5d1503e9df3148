/** What the fields of the registry mean, for people who write a rulebook. */
export const REGISTRY = {
  registry: {
    people: 'details of people; one without `?` has to be there when somebody new is registered; formulas read them as `driver.NAME`',
    cars: 'details of cars; formulas read them as `car.NAME`',
    numbers: 'which numbers cars may carry, and whose they are',
  },
  numbers: {
    from: 'the lowest number',
    to: 'the highest number; of numbers with letters the digits count',
    per: "where a number is one person's: in its class, or in the whole club",
    held: "what happens at sign-in to a number that is somebody else's: it is flagged, refused, or free to use",
    kept: 'numbers that not everybody may carry',
    records: 'records that give somebody a number, beside registrations',
    override: 'roles that may let a number pass all the same',
  },
  kept: {
    number: 'the number, in quotes',
    says: 'why it is not free, as: retired',
    classes: 'classes in which it is kept; left out: all',
    unless: 'who may carry it all the same, as `driver.champion`; left out: nobody',
  },
  records: {
    record: 'the record about a person',
    number: 'its field with the number',
    class: 'its field with the class; left out: the number is held in every class',
    while: 'the number is held while this is true of the record, `act`',
  },
} as const;
