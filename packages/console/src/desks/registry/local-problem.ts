import type { Problem } from '@racetower/server/client';

/** What a form finds wrong before anybody is asked, at its field. */
export const localProblem = (field: string, says: string): Problem => ({
  type: 'about:blank',
  title: '',
  status: 400,
  detail: says,
  code: 'field-missing',
  errors: [{ field, says }],
});
