import { describe, expect, test } from 'vitest';
import { COMMANDS } from './commands.ts';
import { racetower } from './racetower.ts';
import { captured } from './testing/captured.ts';
import { ran } from './testing/ran.ts';

describe('help', () => {
  test.each([[[]], [['help']], [['--help']], [['-h']]])('%j lists every command with its purpose', async (written) => {
    const { code, text } = await ran(...written);
    expect(code).toBe(0);
    for (const command of COMMANDS) expect(text).toContain(`${command.name} `);
    for (const command of COMMANDS) expect(text).toContain(command.purpose);
  });
  test.each(COMMANDS.map((command) => [command.name]))('help %s tells options, an example and exit codes', async (name) => {
    const asked = await ran('help', name);
    expect([asked.code, asked.text]).toEqual([0, (await ran(name, '--help')).text]);
    expect(asked.text).toContain(`Usage: racetower ${name}`);
    expect(asked.text).toContain(`  racetower ${name}`);
    expect(asked.text).toMatch(/Exit codes: 0 .*2 could not run$/);
    for (const option of Object.keys(COMMANDS.find((each) => each.name === name)?.options ?? {}))
      expect(asked.text).toContain(`--${option}`);
  });
  test('--version', async () => expect((await ran('--version')).text).toMatch(/^racetower \d+\.\d+\.\d+$/));
});

describe('what cannot be run says why, without a stack, and ends with 2', () => {
  test.each([
    { written: ['tset'], says: 'there is no command "tset", did you mean "test"?' },
    { written: ['help', 'covrage'], says: 'did you mean "coverage"?' },
    { written: ['test', '--jsn'], says: 'test has no option "--jsn", did you mean "--json"?' },
    { written: ['run', 'x.yaml', '--to'], says: '--to needs STEP' },
    { written: ['run', 'x.yaml', '--to='], says: '--to needs STEP' },
    { written: ['test', '--json=yes'], says: '--json takes no value' },
    { written: ['run', 'x.yaml', '--to', '1', '--to', '2'], says: '--to is given twice' },
    { written: ['test', 'nowhere'], says: 'nowhere: there is no such file or folder' },
    { written: ['test', 'scripts'], says: 'no nights found in scripts' },
    { written: ['run'], says: 'say which night' },
    { written: ['run', 'nowhere.yaml'], says: 'nowhere.yaml: there is no such file' },
    { written: ['run', 'rulebooks'], says: 'rulebooks is a folder' },
    { written: ['explain', 'nowhere.yaml', 'x'], says: 'there is no such file' },
    { written: ['coverage'], says: 'say which rulebook' },
    { written: ['coverage', 'no-such-club'], says: 'there is no rulebook "no-such-club"' },
    { written: ['lint'], says: 'say which rulebook' },
    { written: ['lint', 'no-such-club'], says: 'there is no rulebook "no-such-club"' },
    { written: ['lint', 'example-speedway', '--days', 'many'], says: '--days is a whole number' },
    { written: ['lint', 'example-speedway', '--no-fuzz', '--seed', '1'], says: '--no-fuzz makes up no days' },
    { written: ['resolve'], says: 'say which rulebook' },
    { written: ['resolve', 'no-such-club'], says: 'there is no rulebook "no-such-club"' },
    { written: ['verify'], says: 'say which log' },
    { written: ['verify', 'nowhere.sqlite'], says: 'nowhere.sqlite: there is no such log' },
    { written: ['verify', 'package.json'], says: 'package.json is not a log of Racetower' },
    { written: ['verify-draw'], says: 'say which log or file of facts' },
    { written: ['verify-draw', 'package.json'], says: 'expected a list of facts' },
    { written: ['verify-draw', '--seed', 's'], says: '--seed needs --hash' },
    { written: ['demo', '--seed', 'x'], says: '--seed is a whole number' },
  ])('racetower $written', async ({ written, says }) => {
    const { code, text, errors } = await ran(...written);
    expect({ code, text }).toEqual({ code: 2, text: '' });
    expect(errors).toContain(says);
    expect(errors).not.toMatch(/\n\s+at /);
  });
});

test('a bug asks to be reported and shows its stack only when asked', async () => {
  const out = {
    ...captured(),
    line: () => {
      throw new Error('boom');
    },
  };
  const shown = async (debug: string): Promise<string> => {
    process.env['RACETOWER_DEBUG'] = debug;
    try {
      expect(await racetower(['help'], out)).toBe(2);
    } finally {
      delete process.env['RACETOWER_DEBUG'];
    }
    return out.errors();
  };
  const without = await shown('');
  expect(without).toContain('This is a bug of Racetower, not of your files: boom');
  expect(without).toContain('Please report it');
  expect(without).not.toMatch(/\n\s+at /);
  expect(await shown('1')).toMatch(/\n\s+at /);
});
