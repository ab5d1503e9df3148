import { expect, test } from 'vitest';
import { ran } from '../testing/ran.ts';
import { temporaryFolder } from '../testing/temporary.ts';

const SUE = ['account', 'add', 'sue', '--name', 'Sue Smith', '--club', 'example-speedway'];

test('an account is made, listed, given another role, a new password, and taken away', async () => {
  const at = ['--data', temporaryFolder()];
  const made = await ran(...SUE, '--role', 'sign-in', ...at);
  expect(made.text).toMatch(/^sue signs in with the password \S{12}\nsue is sign-in at example-speedway$/);
  expect((await ran(...SUE, '--role', 'head-flagger', '--desk', 'flagger', ...at)).text).toBe('sue is head-flagger at example-speedway');
  expect((await ran('account', 'list', ...at)).text).toMatch(
    /^sue +Sue Smith +example-speedway: head-flagger \(flagger\), example-speedway: sign-in \(sign-in\)$/,
  );
  const at2 = ['--club', 'example-speedway', ...at];
  expect((await ran('account', 'give', 'sue', '--role', 'scorer', '--desk', 'tower', ...at2)).text).toBe(
    'sue is scorer at example-speedway',
  );
  expect((await ran('account', 'take', 'sue', '--role', 'head-flagger', ...at2)).code).toBe(0);
  expect((await ran('account', 'list', ...at)).text).toContain('example-speedway: scorer (tower), example-speedway: sign-in (sign-in)');
  expect((await ran('account', 'invite', '--role', 'office', ...at2)).text).toMatch(/^\/invitations\/[\w-]{32} .* makes somebody office/);
  expect((await ran('account', 'sign-out', 'sue', ...at)).code).toBe(0);
  expect((await ran('account', 'password', 'sue', ...at)).text).toMatch(/^sue signs in with the password \S{12}$/);
  expect((await ran('account', 'remove', 'sue', ...at)).code).toBe(0);
  expect((await ran('account', 'list', ...at)).text).toBe('');
});

test.each([
  { written: ['account', 'add'], says: 'say which login' },
  { written: ['account', 'add', 'sue'], says: 'say --club and --role' },
  { written: ['account', 'add', 'sue', '--club', 'c', '--role', 'r'], says: 'say --name' },
  { written: [...SUE, '--role', 'r', '--desk', 'bar'], says: 'there is no desk "bar"' },
  { written: ['account', 'give', 'sue', '--club', 'c', '--role', 'r'], says: 'there is no account "sue"' },
  { written: ['account', 'take', 'sue'], says: 'say --club' },
  { written: ['account', 'take', 'sue', '--club', 'c'], says: 'sue is not anybody at c' },
  { written: ['account', 'invite', '--club', 'c', '--role', 'r', '--days', 'x'], says: '1 to 60 days' },
  { written: ['account', 'remove', 'sue'], says: 'there is no account "sue"' },
  { written: ['account', 'password', 'sue', 'kim'], says: '"kim" is one too many' },
])('racetower $written says what to change', async ({ written, says }) => {
  const { code, errors } = await ran(...written, '--data', temporaryFolder());
  expect([code, errors.includes(says)]).toEqual([2, true]);
});
