import { by, column, rows } from './columns.ts';
import { isMap, type Map } from './night.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What nights compare of the views of cases and of calls that wait. */
export const CASE_MAKERS: Readonly<Record<string, (answer: Map) => Fields>> = {
  proposals: (a) => ({
    open: column(rows(a, 'proposals'), 'call'),
    by: by(rows(a, 'proposals'), 'call', 'by'),
    needs: by(rows(a, 'proposals'), 'call', 'needs'),
  }),
  panel: (a) => ({
    parties: a['parties'],
    aside: column(rows(a, 'aside'), 'who'),
    votes: by(rows(a, 'votes'), 'who', 'vote'),
    ...(isMap(a['quorum']) ? a['quorum'] : {}),
    carried: by(rows(a, 'outcomes'), 'outcome', 'carried'),
    may: isMap(a['you']) ? a['you']['may'] : undefined,
  }),
  'case-kinds': (a) => ({
    kinds: column(rows(a, 'kinds'), 'case'),
    fees: by(rows(a, 'kinds'), 'case', 'feeCents'),
    outcomes: Object.fromEntries(rows(a, 'kinds').map((each) => [String(each['case']), column(rows(each, 'outcomes'), 'outcome')])),
  }),
  cases: (a) => ({
    status: by(rows(a, 'cases'), 'id', 'status'),
    outcome: by(rows(a, 'cases'), 'id', 'outcome'),
    answerable: Object.fromEntries(
      rows(a, 'cases').map((c) => [String(c['id']), isMap(c['answerable']) ? c['answerable']['driver'] : undefined]),
    ),
    fee: Object.fromEntries(rows(a, 'cases').map((c) => [String(c['id']), by(rows(c, 'fee'), 'to', 'cents')])),
    evidence: Object.fromEntries(rows(a, 'cases').map((c) => [String(c['id']), column(rows(c, 'evidence'), 'from')])),
  }),
  verdicts: (a) => ({
    published: column(rows(a, 'verdicts'), 'case'),
    filer: by(rows(a, 'verdicts'), 'case', 'filer'),
    against: by(rows(a, 'verdicts'), 'case', 'against'),
    outcome: by(rows(a, 'verdicts'), 'case', 'outcome'),
    fields: by(rows(a, 'verdicts'), 'case', 'fields'),
    clauses: by(rows(a, 'verdicts'), 'case', 'clauses'),
    penalties: Object.fromEntries(rows(a, 'verdicts').map((v) => [String(v['case']), column(rows(v, 'penalties'), 'says')])),
    appeals: Object.fromEntries(rows(a, 'verdicts').map((v) => [String(v['case']), by(rows(v, 'appeals'), 'case', 'status')])),
    evidence: Object.fromEntries(rows(a, 'verdicts').map((v) => [String(v['case']), column(rows(v, 'evidence'), 'from')])),
    fee: Object.fromEntries(rows(a, 'verdicts').map((v) => [String(v['case']), by(rows(v, 'fee'), 'to', 'cents')])),
  }),
};
